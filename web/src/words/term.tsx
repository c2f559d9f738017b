import { useId, useLayoutEffect, useRef, useState } from 'react';
import { IS_SERVER } from '../app/page-context';

/** Left between a definition and the edge of the window, in pixels. */
const MARGIN = 12;

/** Nothing is laid out on the server. */
const useLayout = IS_SERVER ? () => undefined : useLayoutEffect;

/**
 * A word that not every reader knows. Its meaning shows under the pointer, at the keyboard's focus and at a tap; Escape
 * takes it away. Screen readers read it with the word.
 */
export function Term({ word, definition }: { word: string; definition: string }) {
  const id = useId();
  const note = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  useLayout(() => {
    const shown = note.current;
    if (!isOpen || !shown) return;
    shown.style.left = '0';
    const { left, right } = shown.getBoundingClientRect();
    const over = right + MARGIN - document.documentElement.clientWidth;
    if (over > 0) shown.style.left = `${-Math.min(over, left - MARGIN)}px`;
  }, [isOpen]);
  return (
    <span
      className="term"
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setOpen(false);
      }}
    >
      <button
        type="button"
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
      >
        {word}
      </button>
      <span ref={note} id={id} role="tooltip" className="term-note" hidden={!isOpen}>
        {definition}
      </span>
    </span>
  );
}
