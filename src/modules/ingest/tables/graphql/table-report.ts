import type { Locale } from '../../../../common/locale';
import type { I18nService } from '../../../../platform/i18n';
import type { TableRunReport } from '../runs/table-import.entity';
import type { RowProblem } from '../table-check';
import type { TableCountsType } from './table-import.types';
import { TableReportType, type TableRowProblemType } from './table.types';

export const countsView = ({ counts }: Pick<TableRunReport, 'counts'>): TableCountsType => ({
  newCount: counts.NEW,
  changedCount: counts.CHANGED,
  unchangedCount: counts.UNCHANGED,
  rejectedCount: counts.REJECTED,
  draftCount: counts.drafts,
});

/** A report in the reader's language. */
export function tableReportView(
  { counts, rows }: TableRunReport,
  i18n: I18nService,
  locale: Locale | undefined,
): TableReportType {
  const shown = ({ column, problem, words }: RowProblem): TableRowProblemType => ({
    column,
    code: problem,
    words,
    message: i18n.translate(locale, `error.table.cell.${problem}`, { words }),
  });
  return Object.assign(new TableReportType(), {
    ...countsView({ counts }),
    leftOutCount: counts.leftOut,
    rows: rows.map((row) => ({
      ...row,
      problems: row.problems.map(shown),
      leftOut: row.leftOut.map(shown),
    })),
  });
}
