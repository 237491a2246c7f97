/** The same keys as the English texts, every leaf a string: a missing Turkish text does not compile. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> }
