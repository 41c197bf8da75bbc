(title) @markup.heading.1
(heading (mark) @punctuation.special)
(heading (ordinal) @markup.list)
(heading (text) @markup.heading)
(item (ordinal) @markup.list)
