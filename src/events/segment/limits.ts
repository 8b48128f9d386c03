/** What one call may be, as its JSON in UTF-8; the size that the libraries themselves keep to. */
export const maxCallBytes = 32 * 1024;
export const maxCallsPerBatch = 2500;
export const maxMessageIdLength = 100;
/** Clocks closer than this are right; the rest is the time on the way. */
export const smallestSkewMs = 1000;
