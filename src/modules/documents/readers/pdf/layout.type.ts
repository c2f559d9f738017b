/** Lengths are in points of 1/72 inch, from the top left corner of the page as it is looked at. */

/** Words on one baseline without a wide gap between them. */
export interface Segment {
  text: string;
  x: number;
  right: number;
  /** of the baseline */
  y: number;
  /** of the letters */
  size: number;
  bold: boolean;
}

/** A line drawn on the page; `x0 <= x1`, `y0 <= y1`, one of the two pairs nearly equal. */
export interface Rule {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** What a page shows as far as it is text. */
export interface PageLayout {
  page: number;
  width: number;
  height: number;
  segments: Segment[];
  rules: Rule[];
  /** share of the page that pictures cover, 0–1 */
  pictured: number;
}

/** A line of text or a row of a table in reading order. */
export interface PageLine {
  page: number;
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
  bold: boolean;
  /** right edge of the column that it stands in */
  columnRight: number;
  /** of a row of a table */
  cells?: string[];
  /** marks the beginning of another column, table or band, over which no paragraph is counted as one by its gap */
  startsStretch: boolean;
}
