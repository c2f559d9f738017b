import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { getNullableType, getVariableValues, GraphQLError, type GraphQLSchema, isListType } from 'graphql';
import {
  type ComplexityEstimator,
  fieldExtensionsEstimator,
  getComplexity,
  simpleEstimator,
} from 'graphql-query-complexity';
import type { ApolloServerPlugin } from '@apollo/server';

/** Deepest selection that is answered; introspection is exempt. */
const MAX_DEPTH = 20;
/** 12 languages × several fields in one request are usual. */
const MAX_ALIASES = 300;
/** Lexical tokens of one document. */
export const MAX_TOKENS = 15_000;
/** Fields weighed with the size of the lists they stand in. */
const MAX_COMPLEXITY = 60_000;
/** Items that a list without a size of its own is taken to have. */
const USUAL_LIST = 4;
/** Lists whose size the field around them has told. */
const SIZED_ABOVE = new Set(['edges', 'hits']);

/**
 * Refuses documents that are too deep, too wide or too dear, before anything is run. Its own token limit is off: it
 * turns a syntax error into a 500; the parser's is used instead.
 */
export function protection(): Pick<ApolloServerOptions<BaseContext>, 'plugins' | 'validationRules'> {
  const armor = new ApolloArmor({
    maxDepth: { n: MAX_DEPTH, flattenFragments: true },
    maxAliases: { n: MAX_ALIASES },
    maxDirectives: { n: 50 },
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return {
    plugins: armor.plugins as ApolloServerOptions<BaseContext>['plugins'],
    validationRules: armor.validationRules,
  };
}

/** Weighs a query by the lists it asks for; lists say their size in the field's `complexity`. */
export function complexityLimit(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ request, document, schema, operation }) {
          const variables = request.variables ?? {};
          // What cannot be run is refused by the execution, in its own words.
          if (!operation) return;
          if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors) return;
          const complexity = complexityOf(schema, document, variables, request.operationName);
          if (complexity > MAX_COMPLEXITY) {
            throw new GraphQLError(
              `The query asks for too much at once (${complexity} of ${MAX_COMPLEXITY})`,
              {
                extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } },
              },
            );
          }
        },
      };
    },
  };
}

function complexityOf(
  schema: GraphQLSchema,
  query: Parameters<typeof getComplexity>[0]['query'],
  variables: Record<string, unknown>,
  operationName: string | undefined,
): number {
  return getComplexity({
    schema,
    query,
    variables,
    ...(operationName === undefined ? {} : { operationName }),
    estimators: [fieldExtensionsEstimator(), listEstimator, simpleEstimator({ defaultComplexity: 1 })],
  });
}

/** Lists in lists grow with each step, even those that nobody pages through. Introspection is exempt. */
const listEstimator: ComplexityEstimator = ({ type, field, childComplexity }) => {
  if (type.name.startsWith('__') || SIZED_ABOVE.has(field.name)) return undefined;
  return isListType(getNullableType(field.type)) ? 1 + USUAL_LIST * childComplexity : undefined;
};
