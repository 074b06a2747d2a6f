package term

import (
	"github.com/charmbracelet/lipgloss"

	"gd8/model"
)

// Symbols are the marks that stand beside or instead of a colour. Within a set
// the marks of a group are of one width, so that columns line up.
type Symbols struct {
	Met, NotMet, Unknown string // how a criterion stands
	Warning, Error, Done string // what a message is
	Cursor, NoCursor     string // before the selected row, and before the others
	Unsaved              string // after what is not yet saved
	Ellipsis             string // where text was cut
	Separator            string // between items on one line
	Up, Down             string // there is more above, below
	Full, Empty          string // the parts of a progress bar or a bar chart
}

// State is the mark of a criterion's state.
func (s Symbols) State(state model.State) string {
	switch state {
	case model.Met:
		return s.Met
	case model.NotMet:
		return s.NotMet
	}
	return s.Unknown
}

var unicodeSymbols = Symbols{
	Met: "✓", NotMet: "✗", Unknown: "?",
	Warning: "!", Error: "✗", Done: "✓",
	Cursor: "›", NoCursor: " ",
	Unsaved:   "*",
	Ellipsis:  "…",
	Separator: "·",
	Up:        "↑", Down: "↓",
	Full: "█", Empty: "░",
}

var asciiSymbols = Symbols{
	Met: "ok", NotMet: "no", Unknown: "? ",
	Warning: "! ", Error: "no", Done: "ok",
	Cursor: ">", NoCursor: " ",
	Unsaved:   "*",
	Ellipsis:  "~",
	Separator: "|",
	Up:        "^", Down: "v",
	Full: "#", Empty: ".",
}

// frame are the box lines: Top, Bottom, Left and Right, the corners, and the
// Middle pieces where lines meet.
func frame(ascii bool) lipgloss.Border {
	if ascii {
		return lipgloss.ASCIIBorder()
	}
	return lipgloss.NormalBorder()
}
