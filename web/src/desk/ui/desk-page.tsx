import type { ReactNode } from 'react';
import { usePageHead } from '../../app/page-context';

interface DeskPageProps {
  title: string;
  lead?: string;
  children: ReactNode;
}

/** One page of the desk: its title, in a sentence what it is for, and the work. */
export function DeskPage({ title, lead, children }: DeskPageProps) {
  usePageHead({ title, noIndex: true });
  return (
    <div className="desk-page">
      <h1>{title}</h1>
      {lead && <p className="desk-lead">{lead}</p>}
      {children}
    </div>
  );
}
