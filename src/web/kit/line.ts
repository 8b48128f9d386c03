/** Of a row that nothing in leads away from: `j` and `k` find it all the same, and Tab goes on inside of it. */
export const line = { "data-line": "", tabIndex: -1 } as const;
