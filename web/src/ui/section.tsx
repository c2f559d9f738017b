import { type ReactNode, useId } from 'react';
import { Prose } from '../words/prose';
import type { WordsValue } from '../words/provenance';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** A section of one text; nothing where the source tells nothing. */
export function TextSection({ title, value }: { title: string; value: WordsValue | null }) {
  if (!value) return null;
  return (
    <Section title={title}>
      <Prose value={value} />
    </Section>
  );
}
