import type { JsonObject } from '../../../common/json';
import { findFundingShares, findFundingSources } from './funding';
import { findFundingStatus, findMoney, type FoundMoney } from './money';
import { hasPattern } from './pattern';
import type { Reading, RecordBuilder } from './record-builder';
import { linesOf, type Section, spanOf } from './sections';
import { sentencesOf } from './words';

/** Cost, whether it is covered and who pays, from the sections on money. */
export function readMoney(record: RecordBuilder, fields: readonly Section[], reading: Reading): void {
  const { lexicons } = reading;
  const told = fields.filter(({ role }) => role === 'resources' || role === 'funding');
  const lines = told.flatMap(linesOf);
  for (const line of lines) {
    const [sum] = findMoney(line.text, lexicons);
    if (!sum) continue;
    record.value('fields.cost', costOf(sum), [line], { confidence: 0.95, asWritten: sum.asWritten });
  }
  const text = lines.map((line) => line.text).join('\n');
  const status = findFundingStatus(text, lexicons.slice(0, 1));
  const telling =
    status && lines.find((line) => findFundingStatus(line.text, lexicons.slice(0, 1)) === status);
  if (status)
    record.value(
      'fields.fundingStatus',
      `funding-status/${status}`,
      [telling ?? lines[0]].flatMap((l) => l ?? []),
    );
  const shares = findFundingShares(text, lexicons);
  const funds =
    shares.length > 0
      ? shares
      : told.flatMap((section) =>
          findFundingSources(
            linesOf(section)
              .map((line) => line.text)
              .join('\n'),
            lexicons,
            section.role === 'funding',
          ),
        );
  if (funds.length > 0)
    record.value('fields.funding', asJson(funds), lines, { confidence: shares.length > 0 ? 0.9 : 0.6 });
  else readNamedFunds(record, fields, reading);
  if (!record.has('fields.cost') && !record.has('fields.funding') && !status && lines.length > 0) {
    record.leave(told[0]?.title, lines);
  }
}

export const costOf = ({ min, max, currency, approximate }: FoundMoney): JsonObject => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  currency,
  approximate,
});

/** Funds named beside words of paying, outside the section on money: a weaker proposal. */
function readNamedFunds(record: RecordBuilder, fields: readonly Section[], { lexicons }: Reading): void {
  const financed = lexicons[0]?.phrases('financedWords') ?? [];
  const lines = fields.filter(({ role }) => role === 'additional').flatMap((section) => section.lines);
  for (const line of lines.filter(({ kind }) => kind === 'paragraph')) {
    const sentences = sentencesOf(line.text).filter((sentence) => hasPattern(sentence, financed));
    const funds = sentences.flatMap((sentence) => findFundingSources(sentence, lexicons, false));
    const [first] = sentences;
    if (funds.length > 0 && first !== undefined) {
      record.value('fields.funding', asJson(funds), [spanOf(line, first)], { confidence: 0.5 });
    }
  }
}

const asJson = (funds: readonly object[]): JsonObject[] => {
  const unique = new Map(funds.map((fund) => [JSON.stringify(fund), { ...fund } as JsonObject]));
  return [...unique.values()];
};
