/**
 * The value under which the server's policy lets style elements of ours into this very page. The kit writes its
 * variables into one, and holds the page still behind a dialog with another.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

// The library behind dialogs looks for it under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
