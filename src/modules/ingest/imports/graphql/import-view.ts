import type { Locale } from '../../../../common/locale';
import type { I18nService } from '../../../../platform/i18n';
import type { DocumentEntity, SourceAnchor } from '../../../documents';
import type { SourceSpan } from '../../understanding';
import {
  type DocumentImportEntity,
  type ImportPersonEntity,
  type ImportRecordEntity,
  ImportState,
  type ImportValueEntity,
  type ImportWarning,
} from '../import.entity';
import type { ImportField } from '../missing/missing-fields';
import { sectionOf } from '../value-path';
import type {
  ImportNoteType,
  ImportPersonalDatumType,
  ImportProgressType,
  ImportRecordType,
  ImportSourceType,
  ImportType,
  ImportValueType,
  StoredDocumentType,
} from './import.types';

/** What is put into words here is the reader's language. */
export interface Words {
  i18n: I18nService;
  locale: Locale | undefined;
}

export function documentView(document: DocumentEntity): StoredDocumentType {
  const { id, fileName, mediaType, bytes, sha256, pageCount, hasPersonalData, clearedAt } = document;
  return {
    id,
    fileName,
    mediaType,
    bytes: Number(bytes),
    sha256,
    pageCount,
    hasPersonalData,
    isCleared: clearedAt !== null,
    url: `/documents/${id}/file`,
  };
}

export function importView(entity: DocumentImportEntity, words: Words): Omit<ImportType, 'document'> {
  const { id, documentId, state, error, documentKind, locale, createdAt, finishedAt, warnings } = entity;
  return {
    id,
    documentId,
    state,
    progress: progressView(entity),
    failure: error && {
      code: error.code,
      message: words.i18n.translate(words.locale, error.messageKey, error.parameters),
    },
    notes: warnings.map((warning) => noteView(warning, words)),
    documentKind: documentKind?.value ?? null,
    locale,
    createdAt,
    finishedAt,
  };
}

/** A guess from the speed of this stage alone; the first moments say nothing. */
function progressView({
  state,
  stage,
  done,
  total,
  stageAt,
  heartbeatAt,
}: DocumentImportEntity): ImportProgressType {
  const elapsed = stageAt && heartbeatAt ? (heartbeatAt.getTime() - stageAt.getTime()) / 1_000 : 0;
  const canTell = state === ImportState.RUNNING && done > 0 && total > done && elapsed > 1;
  return { stage, done, total, secondsLeft: canTell ? Math.ceil((elapsed / done) * (total - done)) : null };
}

function noteView(
  { messageKey, parameters, span, anchor, ref }: ImportWarning,
  { i18n, locale }: Words,
): ImportNoteType {
  const shown = { ...parameters };
  // Why a file of an archive was not read is a message of its own.
  if (typeof shown['reason'] === 'string') {
    shown['reason'] = i18n.translate(locale, `error.reading.${shown['reason']}`, {
      ...shown,
      name: shown['file'] ?? '',
    });
  }
  const place = span ?? (anchor ? { anchor, quote: '' } : undefined);
  return {
    code: messageKey.split('.').slice(2).join('.'),
    message: i18n.translate(locale, messageKey, shown),
    source: place ? sourceView(place) : null,
    ref: ref ?? null,
  };
}

export function sourceView({ anchor, quote }: SourceSpan): ImportSourceType {
  const { page, paragraph, sheet, cell, slide, file }: SourceAnchor = anchor;
  return {
    quote,
    page: page ?? null,
    paragraph: paragraph ?? null,
    sheet: sheet ?? null,
    cell: cell ?? null,
    slide: slide ?? null,
    file: file ?? null,
  };
}

export function recordView(
  entity: ImportRecordEntity,
  values: readonly ImportValueEntity[],
  missing: readonly ImportField[],
): ImportRecordType {
  return {
    ...entity,
    values: values.map(valueView),
    missing: missing.map(({ path, form, scheme }) => ({
      path,
      section: sectionOf(path),
      form,
      scheme: scheme ?? null,
    })),
    unplaced: entity.unplaced.map(({ heading, text, span }) => ({
      heading: heading ?? null,
      text,
      source: sourceView(span),
    })),
  };
}

function valueView({ id, path, value, proposed, decision }: ImportValueEntity): ImportValueType {
  return {
    id,
    path,
    section: sectionOf(path),
    value: JSON.stringify(value.is),
    proposed: JSON.stringify(proposed.value),
    confidence: proposed.confidence,
    origin: proposed.origin,
    asWritten: proposed.asWritten ?? null,
    locale: proposed.locale ?? null,
    sources: proposed.spans.map(sourceView),
    decision,
  };
}

export function personView({ datum, person, role, anchor }: ImportPersonEntity): ImportPersonalDatumType {
  return { datum, person, becomesContact: role === 'contact', source: sourceView({ anchor, quote: '' }) };
}
