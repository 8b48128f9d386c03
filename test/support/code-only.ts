/**
 * TypeScript with comments, and the insides of strings and regular expressions, replaced by spaces; lines stay where
 * they are. What stands in `${}` of a template is code and stays. There is no parser to ask: TypeScript 7 has no API.
 */
export function codeOnly(text: string): string {
  let code = "";
  /** Open templates: how many braces are open inside of the `${}` that we are in. */
  const templates: number[] = [];
  let at = 0;
  while (at < text.length) {
    const inSubstitution = templates.length > 0;
    const end = tokenEnd(text, at, code);
    if (end > at) {
      code += blank(text.slice(at, end));
      at = end;
      continue;
    }
    const letter = text.charAt(at);
    if (letter === "`") at = template(at + 1);
    else if (letter === "}" && inSubstitution && templates.at(-1) === 0) {
      templates.pop();
      at = template(at + 1);
    } else {
      if (inSubstitution && (letter === "{" || letter === "}")) templates.push((templates.pop() ?? 0) + (letter === "{" ? 1 : -1));
      code += letter;
      at += 1;
    }
  }
  return code;

  /** From inside a template to its end, or to the start of a substitution. */
  function template(from: number): number {
    let to = from;
    while (to < text.length && text[to] !== "`" && !text.startsWith("${", to)) to += text[to] === "\\" ? 2 : 1;
    code += ` ${blank(text.slice(from, to))} `;
    if (!text.startsWith("${", to)) return to + 1;
    templates.push(0);
    code += " ";
    return to + 2;
  }
}

const tokens = {
  comment: /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y,
  text: /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/y,
  pattern: /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y,
};

/** The end of the comment, string or regular expression that starts at `at`; `at` itself when none does. */
function tokenEnd(text: string, at: number, code: string): number {
  for (const expression of [tokens.comment, tokens.text]) {
    expression.lastIndex = at;
    if (expression.test(text)) return expression.lastIndex;
  }
  // A slash after a value divides; anywhere else it opens a regular expression.
  const before = code.slice(-20);
  if (text[at] !== "/" || (/[\w)\]}]\s*$/.test(before) && !/\b(?:return|case|typeof)\s*$/.test(before))) return at;
  tokens.pattern.lastIndex = at;
  return tokens.pattern.test(text) ? tokens.pattern.lastIndex : at;
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");
