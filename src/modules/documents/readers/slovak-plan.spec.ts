import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED_DATA } from '../../../../test/harness/shared-data';
import { describeIf } from '../../../../test/harness/skip';
import type { ReadDocument } from '../read-document';
import { readDocument } from '../reading/reading';

const FOLDER = join(SHARED_DATA, 'import', 'slovak-ogp-plan');
const PAGES = ['01', '02', '03', '04', '05', '10', '16', '17', '18'];

const read = (...path: string[]): Promise<ReadDocument> => readDocument(join(FOLDER, ...path));
const numbers = ({ blocks }: ReadDocument): (number | undefined)[] =>
  blocks.map(({ anchor }) => anchor.paragraph);

describeIf(
  existsSync(FOLDER),
  'there is no ../shared/data/import',
  'the Slovak plan of 2015, file by file',
  () => {
    it.each(PAGES)('page %s: its heading, and paragraphs counted one by one', async (page) => {
      const found = await read(`uloha-${page}`, 'README.md');
      expect(found.mediaType).toBe('text/markdown');
      expect(found.blocks[0]).toMatchObject({ kind: 'heading', text: `Úloha č. ${Number(page)}` });
      expect(found.blocks.some(({ text }) => text.startsWith('Termín:'))).toBe(true);
      expect(numbers(found)).toEqual(found.blocks.map((_, index) => index + 1));
    });

    it.each([
      ['msvvas-10+16-list.pdf', 'MINISTERSTVO ŠKOLSTVA, VEDY, VÝSKUMU A ŠPORTU SLOVENSKEJ REPUBLIKY'],
      ['msvvas-10+16-priloha2.pdf', 'Príloha č.2'],
    ])('%s: each block on its page, in reading order', async (name, first) => {
      const found = await read('uloha-10', name);
      expect([found.mediaType, found.pageCount]).toEqual(['application/pdf', 2]);
      expect(found.blocks[0]?.text).toBe(first);
      const pages = found.blocks.map(({ anchor }) => anchor.page ?? 0);
      expect(pages).toEqual([...pages].sort((a, b) => a - b));
      expect(new Set(pages)).toEqual(new Set([1, 2]));
      expect(numbers(found)).toEqual(found.blocks.map((_, index) => index + 1));
      // Letters of the language, whole words, no line that breaks off.
      expect(found.blocks.map(({ text }) => text).join(' ')).toMatch(/repozitár/);
      expect(found.blocks.some(({ text }) => /[A-Za-zÀ-ž]-$/.test(text))).toBe(false);
    });

    it('the XLSX: rows at their cells', async () => {
      const { mediaType, blocks } = await read('uloha-10', 'msvvas-10+16-priloha1.xlsx');
      expect(mediaType).toContain('spreadsheetml');
      expect(blocks.map(({ kind }) => kind)).toEqual(Array<string>(11).fill('table-row'));
      expect(blocks.map(({ anchor }) => anchor.cell)).toEqual(blocks.map((_, index) => `A${index + 1}`));
      expect(blocks[1]?.cells?.slice(0, 2)).toEqual(['Gestor', 'Názov repozitára']);
    });

    it('the ZIP: the workbook of Excel 2003 in it, at its file and cells', async () => {
      const { mediaType, parts = [], warnings } = await read('uloha-01', 'sablona.zip');
      expect([mediaType, warnings]).toEqual(['application/zip', []]);
      expect(parts.map((part) => part.mediaType)).toEqual(['application/vnd.ms-excel']);
      const blocks = parts.flatMap((part) => part.blocks);
      // It is a form to be filled in: one row of names.
      expect(blocks.map(({ cells = [] }) => [cells.length, cells[0]])).toEqual([[15, 'ID datasetu']]);
      expect(new Set(blocks.map(({ anchor }) => anchor.file))).toEqual(new Set(['datasety-2015-v2.xls']));
      expect(blocks.every(({ anchor, cells }) => anchor.sheet && anchor.cell && cells)).toBe(true);
      expect(blocks.map(({ text }) => text).join('\n')).toMatch(/dataset/i);
    });
  },
);
