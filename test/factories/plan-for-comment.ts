/** A plan of our own making, in the form of a page for public comment. `asked`: a line that says whom to ask. */
export function planForComment(asked?: string): string {
  const contact = asked === undefined ? '' : `${asked}\n\n`;
  return `Skip to main content

Cookie settings

Action plan for open government of the city of Genk 2025 – 2027
1. Name of commitment
1

A repair street in every district
Neighbours repair things together.

1.1. Timetable
2

Start of implementation: March 2025
End of implementation: August 2026

1.2. Definition of the problem
3

Things that could be mended are thrown away. Nobody knows whom to ask in their own street.

1.3. Milestones
4

• a first street is opened
• ten people are trained

2. Name of commitment
5

A council of young people

2.1. Timetable
6

Start of implementation: April 2025
End of implementation: September 2027

2.2. Definition of the problem
7

Young people are asked seldom and answered late. They do not come back.

2.3. Milestones
8

• the council meets for the first time

${contact}Please log in

Share
`;
}
