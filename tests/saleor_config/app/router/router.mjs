// A router before Saleor and the App, driven by a test over lines of JSON.
//
// In: {subgraphs: {saleor, odop}, orders: [...]} first, then {query, variables, headers} for each question, and {status,
// body} or {down: true} for each request to the App. Out: {errors} of the composition or {ready: true}; then {request:
// {body, headers}} for the App, and {answer} at the end of each question. Saleor is played from recorded orders, and
// resolves its keys as Saleor does: no product without its channel.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(`${process.env.ODOP_NODE_PACKAGES}/package.json`);
const { composeServices } = require("@apollo/composition");
const { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } = require("@apollo/gateway");
const { buildSubgraphSchema } = require("@apollo/subgraph");
const { parse } = require("graphql");

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const read = async () => JSON.parse((await lines.next()).value ?? "null");
const write = content => process.stdout.write(JSON.stringify(content) + "\n");
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function saleorResolvers(orders) {
  const lines = orders.flatMap(order => order.lines);
  const variants = new Map(lines.map(({ variant }) => [variant.id, variant]));
  const products = new Map([...variants.values()].map(({ product }) => [product.id, product]));
  const product = ({ id, channel }) => channel && products.has(id) ? { ...products.get(id), channel } : null;
  const variant = ({ id, channel }) => channel && variants.has(id) ? { ...variants.get(id), channel } : null;
  const page = nodes => ({
    edges: nodes.map(node => ({ node, cursor: node.id })), totalCount: nodes.length,
    pageInfo: { hasNextPage: false, hasPreviousPage: false },
  });
  return {
    Query: {
      order: (_, { id }) => orders.find(order => order.id === id) ?? null,
      product: (_, key) => product(key),
      products: (_, { channel }) => page([...products.keys()].map(id => product({ id, channel }))),
    },
    Order: { __resolveReference: ({ id }) => orders.find(order => order.id === id) ?? null },
    User: { __resolveReference: ({ id }) => ({ id, email: `${id}@store.example` }) },
    App: { __resolveReference: ({ id }) => ({ id, name: "an app" }) },
    OrderLine: { variant: line => variant({ id: line.variant.id, channel: "odop-mart" }) },
    Product: {
      __resolveReference: product,
      variants: ({ id, channel }) =>
        [...variants.values()].filter(found => found.product.id === id).map(({ id }) => variant({ id, channel })),
    },
    ProductVariant: {
      __resolveReference: variant,
      product: found => product({ id: found.product.id, channel: found.channel }),
    },
  };
}

// One request at a time: the test answers them in this order.
let turn = Promise.resolve();
async function askTheApp(_url, { body, headers }) {
  const mine = turn.then(async () => {
    write({ request: { body, headers: Object.fromEntries(Object.entries(headers)) } });
    return read();
  });
  turn = mine.catch(() => {});
  const answer = await mine;
  if (answer.down) throw new Error("connect ECONNREFUSED");
  return new Response(answer.body, { status: answer.status, headers: { "content-type": "application/json" } });
}

const { subgraphs, orders } = await read();
const composed = composeServices(
  Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}.invalid/`, typeDefs: parse(sdl) })));
if (composed.errors) {
  write({ errors: composed.errors.map(error => error.message) });
  process.exit();
}
if (!orders) {
  write({ ready: true });
  process.exit();
}
const gateway = new ApolloGateway({
  supergraphSdl: composed.supergraphSdl,
  logger: quiet,
  buildService: ({ name, url }) => name === "saleor"
    ? new LocalGraphQLDataSource(
        buildSubgraphSchema([{ typeDefs: parse(subgraphs.saleor), resolvers: saleorResolvers(orders) }]))
    : new RemoteGraphQLDataSource({
        url, fetcher: askTheApp,
        willSendRequest: ({ request, context }) => {
          for (const [name, value] of Object.entries(context.headers ?? {})) request.http.headers.set(name, value);
        },
      }),
});
const { schema, executor } = await gateway.load();
write({ ready: true });
for (let asked = await read(); asked; asked = await read()) {
  const { query, variables = {}, headers = {} } = asked;
  const answering = async () => executor({
    request: { query, variables, http: { headers: new Map() } }, document: parse(query), source: query,
    queryHash: query, context: { headers }, schema, logger: quiet, metrics: {}, cache: undefined,
  });
  write({ answer: await answering().catch(error => ({ data: null, errors: [{ message: String(error) }] })) });
}
process.exit();
