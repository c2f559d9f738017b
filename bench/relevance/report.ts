/** What one task of a benchmark gave: a figure per engine and line. */
export interface TaskResult {
  id: string;
  title: string;
  /** what is measured, on what, in a sentence or two */
  about: string;
  metric: string;
  engines: string[];
  lines: { label: string; values: (number | null)[] }[];
  /** sentences below the table: verdicts, what was skipped and why */
  notes: string[];
}

/** A line with the means of the lines above it. */
export function meanLine(lines: TaskResult['lines']): TaskResult['lines'][number] {
  const width = lines[0]?.values.length ?? 0;
  const values = Array.from({ length: width }, (_, column) => {
    const known = lines.flatMap(({ values: row }) => row[column] ?? []);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
  return { label: '**mean**', values };
}

/** The results as Markdown tables. */
export function asMarkdown(results: readonly TaskResult[]): string {
  return results
    .map((result) =>
      [
        `### ${result.title}`,
        '',
        result.about,
        '',
        `| ${result.metric} | ${result.engines.join(' | ')} |`,
        `| --- | ${result.engines.map(() => '---:').join(' | ')} |`,
        ...result.lines.map(
          ({ label, values }) =>
            `| ${label} | ${values.map((value) => value?.toFixed(3) ?? '–').join(' | ')} |`,
        ),
        ...(result.notes.length > 0 ? ['', ...result.notes.map((note) => `- ${note}`)] : []),
      ].join('\n'),
    )
    .join('\n\n');
}
