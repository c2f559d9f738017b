import { BlockList } from '../block-list';
import { type Attributes, walkXml } from '../markup/xml-walk';
import type { ReadContent, ReaderInput } from '../reader.type';
import { needPart, openOffice, relations } from './office-parts';

const MAIN = 'ppt/presentation.xml';
/** date, foot, number and head of a slide */
const FURNITURE = new Set(['dt', 'ftr', 'sldNum', 'hdr']);

/** PowerPoint: the slides in their order, the title of each as a heading. Hidden slides and speakers' notes stay out. */
export async function readPptx(input: ReaderInput): Promise<ReadContent> {
  const { archive, ...about } = await openOffice(input);
  const ids: string[] = [];
  walkXml(await needPart(archive, MAIN), {
    open: (name, attributes) => {
      if (name === 'p:sldId' && attributes['r:id']) ids.push(attributes['r:id']);
    },
  });
  const targets = await relations(archive, MAIN);
  const list = new BlockList(input.limits);
  let hidden = 0;
  for (const [index, id] of ids.entries()) {
    const bytes = await archive.read(targets.get(id) ?? '');
    const walk = new SlideWalk();
    if (bytes) walkXml(bytes, { open: walk.open, close: walk.close, text: walk.words });
    if (walk.isHidden) hidden++;
    else walk.addTo(list, index + 1);
    input.progress(index + 1, ids.length);
  }
  const left = hidden > 0 ? [{ code: 'hiddenLeftOut', parameters: { count: hidden } }] : [];
  return {
    ...about,
    blocks: list.blocks,
    pageCount: ids.length,
    warnings: [...about.warnings, ...left, ...list.warnings],
  };
}

interface SlideLine {
  text: string;
  isTitle: boolean;
  isItem: boolean;
  cells?: string[];
}

class SlideWalk {
  isHidden = false;
  private readonly lines: SlideLine[] = [];
  private placeholder: string | undefined;
  private inText = false;
  private text = '';
  private hasBullet: boolean | undefined;
  private cells: string[] | undefined;
  private cell: string[] = [];

  open = (name: string, attributes: Attributes): void => {
    switch (name) {
      case 'p:sld':
        this.isHidden = attributes['show'] === '0' || attributes['show'] === 'false';
        break;
      case 'p:sp':
        this.placeholder = undefined;
        break;
      case 'p:ph':
        this.placeholder = attributes['type'] ?? 'body';
        break;
      case 'a:p':
        [this.text, this.hasBullet] = ['', undefined];
        break;
      case 'a:buNone':
        this.hasBullet = false;
        break;
      case 'a:buChar':
      case 'a:buAutoNum':
        this.hasBullet = true;
        break;
      case 'a:t':
        this.inText = true;
        break;
      case 'a:br':
        this.text += ' ';
        break;
      case 'a:tr':
        this.cells = [];
        break;
      case 'a:tc':
        this.cell = [];
        break;
    }
  };

  words = (text: string): void => {
    if (this.inText) this.text += text;
  };

  close = (name: string): void => {
    if (name === 'a:t') this.inText = false;
    else if (name === 'a:tc') this.cells?.push(this.cell.join(' '));
    else if (name === 'a:tr') {
      this.lines.push({ text: '', isTitle: false, isItem: false, cells: this.cells ?? [] });
      this.cells = undefined;
    } else if (name === 'a:p') this.endParagraph();
  };

  /** The title first, wherever on the slide it was drawn. */
  addTo(list: BlockList, slide: number): void {
    const anchor = { slide };
    for (const line of [...this.lines.filter((l) => l.isTitle), ...this.lines.filter((l) => !l.isTitle)]) {
      if (line.cells) list.addRow(line.cells, anchor);
      else if (line.isTitle) list.add('heading', line.text, { level: 1, anchor });
      else list.add(line.isItem ? 'list-item' : 'paragraph', line.text, { anchor });
    }
  }

  private endParagraph(): void {
    const { text, placeholder } = this;
    if (this.cells) this.cell.push(text);
    else if (placeholder === undefined || !FURNITURE.has(placeholder)) {
      const isTitle = placeholder === 'title' || placeholder === 'ctrTitle';
      // The text of a slide's body has bullets unless it says otherwise; a box drawn by hand the other way round.
      const isItem = this.hasBullet ?? (placeholder === 'body' || placeholder === 'obj');
      this.lines.push({ text, isTitle, isItem: isItem && !isTitle });
    }
    this.text = '';
  }
}
