/** One line of a CSV file as RFC 4180 has it: quoted where needed, ended with CR LF. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map((value) => quoted(String(value))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
