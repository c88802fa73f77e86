// The count below a comment box, as the server counts (surveys/responses/packing.py): an emoji is one character, not two.
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'

export class CommentCount extends CharacterCount {
  updateCount () {
    this.count = Array.from(this.$textarea.value).length
  }
}
