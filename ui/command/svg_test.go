//go:build unix

package command_test

import (
	"fmt"
	"html"
	"image/color"
	"regexp"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// What a picture of a screen is drawn with, in SVG's units. Every run of text
// is told how long it is, so that columns line up in any monospace font.
const (
	cellWidth  = 8.4
	cellHeight = 18.0
	fontSize   = 14
	margin     = 12.0
	caption    = 26.0
)

// The colours of a picture: dark on light, in a frame of its own, so that it
// can be read on a page of either kind. Each has a contrast of more than 4.5:1.
const (
	pagePaper = "#ffffff"
	pageInk   = "#1f2328"
	pageFaint = "#59636e"
	pageFrame = "#8c959f"
)

// palette16 stands for the terminal's own sixteen colours.
var palette16 = [8]string{pageInk, "#a40e26", "#116329", "#7d4e00", "#0550ae", "#8250df", "#1b5b6b", "#59636e"}

// frameOf is what a screen looks like at one moment, with a line that says what
// is seen; blank for none.
type frameOf struct {
	said          string
	width, height int
	runs          []run
}

// run is neighbouring cells of one style.
type run struct {
	x, y, cells int
	text        string
	ink, ground string
	bold        bool
}

// frame takes the screen of a window as it is, with the terminal's cursor where
// it does not stand on a row that is marked already.
func (w *window) frame(said string) frameOf {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := frameOf{said: said, width: w.screen.Width(), height: w.screen.Height()}
	cursor, hidden := w.screen.CursorPosition(), w.screen.CursorHidden()
	for y := range f.height {
		var now run
		for x := range f.width {
			cell := w.screen.CellAt(x, y)
			next := run{x: x, y: y, cells: 1, text: " ", ink: pageInk}
			if cell != nil && cell.Content != "" {
				next = styled(next, cell)
			} else if cell != nil && cell.Width == 0 { // the second half of a wide character
				now.cells++
				continue
			}
			if !hidden && x == cursor.X && y == cursor.Y && next.ground == "" {
				next.ink, next.ground = pagePaper, next.ink
			}
			if now.cells > 0 && now.ink == next.ink && now.ground == next.ground && now.bold == next.bold {
				now.text += next.text
				now.cells++
				continue
			}
			f.add(now)
			now = next
		}
		f.add(now)
	}
	return f
}

// add takes in a run, less the blanks that nobody sees.
func (f *frameOf) add(r run) {
	if r.ground == "" {
		trimmed := strings.TrimLeft(r.text, " ")
		r.x += len(r.text) - len(trimmed)
		r.cells -= len(r.text) - len(trimmed)
		bare := strings.TrimRight(trimmed, " ")
		r.cells -= len(trimmed) - len(bare)
		r.text = bare
	}
	if r.cells > 0 && r.text != "" {
		f.runs = append(f.runs, r)
	}
}

// styled is a cell with its style, as a terminal would show it.
func styled(r run, cell *uv.Cell) run {
	r.text = cell.Content
	r.ink, r.ground = hexOf(cell.Style.Fg, pageInk), hexOf(cell.Style.Bg, "")
	r.bold = cell.Style.Attrs&uv.AttrBold != 0
	if cell.Style.Attrs&uv.AttrFaint != 0 {
		r.ink = pageFaint
	}
	if cell.Style.Attrs&uv.AttrReverse != 0 {
		ground := r.ground
		if ground == "" {
			ground = pagePaper
		}
		r.ink, r.ground = ground, r.ink
	}
	return r
}

func hexOf(c color.Color, otherwise string) string {
	switch c := c.(type) {
	case nil:
		return otherwise
	case ansi.BasicColor:
		return palette16[c%8]
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// svg is a picture of frames in columns beside each other, one file with no
// font, link or script of its own. title and about are read out by a screen
// reader that opens it.
func svg(title, about string, columns int, frames ...frameOf) string {
	above := 0.0
	if frames[0].said != "" {
		above = caption
	}
	w := float64(frames[0].width)*cellWidth + 2*margin
	h := float64(frames[0].height)*cellHeight + 2*margin + above
	rows := (len(frames) + columns - 1) / columns
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" role=\"img\">\n",
		w*float64(columns), h*float64(rows), w*float64(columns), h*float64(rows))
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n", html.EscapeString(title), html.EscapeString(about))
	fmt.Fprintf(&b, "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=%q stroke=%q/>\n", pagePaper, pageFrame)
	fmt.Fprintf(&b, "<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"%d\">\n", fontSize)
	for i, f := range frames {
		fmt.Fprintf(&b, "<g transform=\"translate(%.1f %.1f)\">\n", float64(i%columns)*w+margin, float64(i/columns)*h+margin+above)
		f.draw(&b)
		b.WriteString("</g>\n")
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

var blanks = regexp.MustCompile("  +")

func (f *frameOf) draw(b *strings.Builder) {
	if f.said != "" {
		fmt.Fprintf(b, "<text x=\"0\" y=\"%.1f\" font-weight=\"bold\" fill=%q>%s</text>\n", -margin/2-3, palette16[4], html.EscapeString(f.said))
		fmt.Fprintf(b, "<rect x=\"-4\" y=\"-4\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=%q/>\n", float64(f.width)*cellWidth+8, float64(f.height)*cellHeight+8, pageFrame)
	}
	for _, r := range f.runs {
		x, y, long := float64(r.x)*cellWidth, float64(r.y)*cellHeight, float64(r.cells)*cellWidth
		if r.ground != "" {
			fmt.Fprintf(b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=%q/>\n", x, y, long, cellHeight, r.ground)
		}
		weight := ""
		if r.bold {
			weight = " font-weight=\"bold\""
		}
		at := 0
		for _, piece := range blanks.Split(r.text, -1) { // a viewer may take many blanks for one
			at += strings.Index(r.text[at:], piece)
			if piece = strings.Trim(piece, " "); piece == "" {
				continue
			}
			at += strings.Index(r.text[at:], piece)
			from := x + float64(ansi.StringWidth(r.text[:at]))*cellWidth
			fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\" fill=%q%s>%s</text>\n",
				from, y+cellHeight-5, float64(ansi.StringWidth(piece))*cellWidth, r.ink, weight, html.EscapeString(piece))
			at += len(piece)
		}
	}
}
