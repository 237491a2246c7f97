export type LiteralKind = 'string' | 'number' | 'boolean' | 'null' | 'guid' | 'date'

export interface Literal {
  readonly kind: 'literal'
  readonly type: LiteralKind
  readonly value: string | number | boolean | null
}

/** A property, perhaps behind single-valued navigation properties: `['primarycontactid', 'fullname']`. */
export interface PropertyPath {
  readonly kind: 'path'
  readonly path: readonly string[]
}

export type Operand = Literal | PropertyPath

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'

export type TextFunction = 'contains' | 'startswith' | 'endswith'

/** The query functions of `Microsoft.Dynamics.CRM` that take one property and a list of values. */
export type QueryFunction = 'In' | 'NotIn' | 'Between' | 'NotBetween'

export type Filter =
  | { readonly kind: 'compare'; readonly op: ComparisonOperator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'all'; readonly terms: readonly Filter[] }
  | { readonly kind: 'any'; readonly terms: readonly Filter[] }
  | { readonly kind: 'not'; readonly term: Filter }
  | { readonly kind: 'text'; readonly fn: TextFunction; readonly left: Operand; readonly right: Operand }
  | {
      readonly kind: 'query'
      readonly fn: QueryFunction
      readonly property: string
      readonly values: readonly string[]
    }
  | { readonly kind: 'truth'; readonly operand: Operand }
  | {
      readonly kind: 'some' | 'every'
      readonly navigation: readonly string[]
      readonly variable: string
      readonly term: Filter | undefined
    }
