import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDocument, BenchText } from './bench-engine.type';
import { readCsv } from './csv';

/**
 * Real plans and actions as records, from the shared folder `import/`. Ids: `imports:<folder>/<file or number>`.
 * Folders that are not there give nothing.
 */
export function readImports(folder: string): BenchDocument[] {
  const documents = [
    ...barcelona(join(folder, 'barcelona-actions')),
    ...slovakPlan(join(folder, 'slovak-ogp-plan')),
    ...participatoryCases(join(folder, 'participatory-cases')),
    ...climatePlans(join(folder, 'climate-adaptation-plans')),
  ];
  // Some rows of the files stand there twice, with the same number.
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}

function barcelona(folder: string): BenchDocument[] {
  const file = (name: string): Record<string, string>[] => table(join(folder, name));
  const text = (row: Record<string, string>): BenchText => ({
    locale: 'ca',
    title: row['Títol'] ?? '',
    fields: [row.Districte, row.Categoria, row.Subcategoria].join('\n'),
    body: withoutTags(row['Descripció'] ?? ''),
  });
  return [
    ...file('action_plans.csv').map((row) => ({
      id: `imports:barcelona-actions/${row.ID ?? ''}`,
      texts: [text(row)],
    })),
    ...file('meetings.csv').map((row) => ({
      id: `imports:barcelona-meetings/${row['ID de cita'] ?? ''}`,
      texts: [text(row)],
    })),
  ];
}

function slovakPlan(folder: string): BenchDocument[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name, 'README.md');
    return existsSync(path)
      ? [{ id: `imports:slovak-ogp-plan/${name}`, texts: [markdown(readFileSync(path, 'utf8'), 'sk')] }]
      : [];
  });
}

function participatoryCases(folder: string): BenchDocument[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .flatMap((name) =>
      readdirSync(join(folder, name))
        .filter((file) => file.endsWith('.md'))
        .map((file) => ({
          id: `imports:participatory-cases/${name.replace('_pdg-', '')}/${file.slice(0, -3)}`,
          texts: [markdown(readFileSync(join(folder, name, file), 'utf8'), 'en')],
        })),
    );
}

function climatePlans(folder: string): BenchDocument[] {
  const part = (file: string, kind: string, number: string, title: string, body: string): BenchDocument[] =>
    table(join(folder, file)).map((row) => ({
      id: `imports:climate-adaptation-plans/${kind}-${row.Id ?? ''}-${row[number] ?? ''}`,
      texts: [
        {
          locale: 'en',
          title: row[title] ?? '',
          fields: row.Signatory ?? '',
          body: withoutTags(row[body] ?? ''),
        },
      ],
    }));
  return [
    ...part('Action_Template_Actions_Text.csv', 'action', 'Action_Id', 'Action', 'Co_Benefits_Label'),
    ...part(
      'Planning_Template_Adaptation_Goals_Text.csv',
      'goal',
      'Adaptation_Goal_Id',
      'Title',
      'Description',
    ),
  ];
}

function table(path: string): Record<string, string>[] {
  return existsSync(path) ? readCsv(readFileSync(path, 'utf8')) : [];
}

/** A page: its first heading (or the `title` of its front matter) and the rest. */
function markdown(text: string, locale: string): BenchText {
  const clean = text.replace(/^\ufeff/, '');
  const title = /^title:\s*(.+)$/m.exec(clean)?.[1] ?? /^#\s+(.+)$/m.exec(clean)?.[1] ?? '';
  return { locale, title, body: withoutTags(clean) };
}

function withoutTags(html: string): string {
  return html.replace(/<[^>]+>/g, ' ');
}
