/** Blank lines part paragraphs; lines that follow each other are items of a list. */
export function Paragraphs({ text }: { text: string }) {
  return blocksOf(text).map((lines, index) =>
    lines.length === 1 ? (
      <p key={index}>{lines[0]}</p>
    ) : (
      <ul key={index} className="prose-list">
        {lines.map((line, item) => (
          <li key={item}>{line}</li>
        ))}
      </ul>
    ),
  );
}

/** The blocks of a text, each its lines; a list's own bullets are left out. */
export function blocksOf(text: string): string[][] {
  return text
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .filter((lines) => lines.length > 0)
    .map((lines) => (lines.length > 1 ? lines.map((line) => line.replace(/^[-•–*]\s+/, '')) : lines));
}
