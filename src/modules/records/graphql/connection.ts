import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { decodeCursor, encodeCursor } from '../../../common/cursor';
import { BadInputError } from '../../../common/errors';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { LocaleScalar, type RequestContext } from '../../../platform/graphql';
import type { RecordNode } from '../record-node';
import type { RecordReader } from '../record-reader';

@ObjectType('PageInfo')
export class PageInfoType {
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

@ArgsType()
export class ConnectionArguments {
  @Field(() => Int, { defaultValue: 20, description: '1–100' }) first!: number;
  @Field(() => String, { nullable: true, description: '`endCursor` of the page before' })
  after?: string;
  @Field(() => LocaleScalar, { nullable: true, description: 'language shown where a field names none' })
  locale?: Locale;
}

export interface RecordEdge {
  node: RecordNode;
  cursor: string;
}

export interface RecordConnection {
  edges: RecordEdge[];
  pageInfo: PageInfoType;
  kind: RecordKind;
}

/** The Relay connection type of one kind: `<Name>Connection` with its edge. `totalCount` is counted when asked for. */
export function connectionOf(name: string, node: () => Type<unknown>): Type<unknown> {
  @ObjectType(`${name}Edge`)
  class EdgeType {
    @Field(node) node!: unknown;
    @Field(() => String) cursor!: string;
  }
  @ObjectType(`${name}Connection`)
  class ConnectionType {
    @Field(() => [EdgeType]) edges!: EdgeType[];
    @Field(() => PageInfoType) pageInfo!: PageInfoType;
  }
  return ConnectionType;
}

/** Weight of a connection in the query's complexity: its children times the page size. */
export function listComplexity({
  args,
  childComplexity,
}: {
  args: { first?: number };
  childComplexity: number;
}): number {
  return 1 + (args.first ?? 20) * childComplexity;
}

/** One page of a kind in the order of slugs. Throws BAD_USER_INPUT for a page size or cursor that is none. */
export async function recordConnection(
  reader: RecordReader,
  context: RequestContext,
  kind: RecordKind,
  { first, after, locale }: ConnectionArguments,
): Promise<RecordConnection> {
  if (first < 1 || first > 100) throw new BadInputError('error.first', { max: 100 });
  const { nodes, hasNextPage } = await reader.page(
    context,
    kind,
    after ? decodeCursor(after) : null,
    first,
    locale,
  );
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(node.slug) }));
  return { edges, pageInfo: { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null }, kind };
}
