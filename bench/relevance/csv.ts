/** The records of a CSV text (RFC 4180: quoted cells may hold commas, line ends and doubled quotes), by its heading. */
export function readCsv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = cells(text.replace(/^\ufeff/, ''));
  return rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => Object.fromEntries(head.map((name, column) => [name, row[column] ?? ''])));
}

function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [whole, cell = '', end = ''] = match;
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
    if (whole === '' || pattern.lastIndex >= text.length) break;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}
