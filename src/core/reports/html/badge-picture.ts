import type { Evidence } from '../../../shared/model/run.ts'
import { pictureOf, whyNoPicture } from '../../../shared/view/evidence-picture.ts'
import { html, NOTHING, type Markup } from './markup.ts'
import type { PageContext } from './page-context.ts'

/** The badge as the window showed it, inside the page itself; or why there is no picture of a badge that was judged. */
export function badgePicture(evidence: Evidence, { words }: PageContext): Markup {
  const picture = pictureOf(evidence)
  const why = whyNoPicture(evidence)
  if (why !== null) return html`<p>${words.badgePicture[why]}</p>`
  if (picture === null) return NOTHING
  const { width, height, domain, badge } = picture
  const alt = `${words.badgePicture.alt}: ${words.badge[badge]}, ${domain}`
  return html`<p>
    <img class="badge" src="${dataUri(picture.png)}" alt="${alt}" width="${width}" height="${height}" />
  </p>`
}

/** The schema let base64 through and nothing else: no sign in it means anything in HTML. `html` would cut it as a text nobody reads. */
const dataUri = (png: string): Markup => ({ markup: `data:image/png;base64,${png}` })
