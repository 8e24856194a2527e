// A page of a storefront, in the types that graphql-codegen made.

import { ArtisansDocument, DistrictsDocument, type ArtisansQuery, type DistrictsQuery } from "./src/gql/graphql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

declare function ask<Result, Variables>(
  document: TypedDocumentNode<Result, Variables>, variables: Variables,
): Promise<Result>;

export async function districtNames(): Promise<string[]> {
  const data: DistrictsQuery = await ask(DistrictsDocument, { language: "HI" });
  return (data.districts ?? []).map(district => district.name);
}

export async function artisanNames(): Promise<(string | null)[]> {
  const data: ArtisansQuery = await ask(ArtisansDocument, { where: { district: { eq: "lucknow" } }, first: 20 });
  return (data.artisans?.edges ?? []).map(edge => edge.node.name ?? null);
}

// @ts-expect-error: there is no such language
export const wrong = ask(DistrictsDocument, { language: "XX" });
