/** Where the provider sends people back to is this and `/callback/<provider>`. */
export const sessionPath = "/api/v1/session";
