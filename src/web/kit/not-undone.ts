/** Undoing left something as it is; the message says what and why, and stands alone. */
export class NotUndone extends Error {}
