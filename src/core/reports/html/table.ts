import { html, type Markup } from './markup.ts'

export interface Column {
  readonly head: string
  /** `wide` takes what is left, `code` is set in a fixed width, `figure` is aligned to the right. */
  readonly kind?: 'wide' | 'code' | 'figure'
}

/** A table whose first cell names its row. `caption` is what a screen reader announces; it is not shown where a heading says the same. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Markup[])[]): Markup {
  return html`<div class="table" role="group" aria-label="${caption}" tabindex="0">
    <table>
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ head, kind }) => html`<th scope="col" class="${kind ?? ''}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((cells) => row(columns, cells))}
      </tbody>
    </table>
  </div>`
}

const row = (columns: readonly Column[], cells: readonly Markup[]): Markup =>
  html`<tr>
    ${cells.map((cell, at) => {
      const kind = columns[at]?.kind ?? ''
      return at === 0 ? html`<th scope="row" class="${kind}">${cell}</th>` : html`<td class="${kind}">${cell}</td>`
    })}
  </tr> `

/** Names and values. */
export const facts = (pairs: readonly (readonly [name: string, value: Markup | null])[]): Markup =>
  html`<dl>
    ${pairs.flatMap(([name, value]) =>
      value === null
        ? []
        : [
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
          ],
    )}
  </dl>`
