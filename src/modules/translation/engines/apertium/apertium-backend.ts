/** Where Apertium runs. Both throw TranslatorError and nothing else. */
export interface ApertiumBackend {
  /** names of the installed modes, `spa-cat` */
  modes(): Promise<ReadonlySet<string>>;
  /** Plain text in, plain text out: blanks and line ends as they were, no marks at unknown words. */
  translate(mode: string, text: string, signal?: AbortSignal): Promise<string>;
}
