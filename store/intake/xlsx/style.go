package xlsx

// styleSheet is what of a workbook's styles says how values are shown.
type styleSheet struct {
	Fonts []struct {
		Strike *strike `xml:"strike"`
	} `xml:"fonts>font"`
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Cells []struct {
		Format int `xml:"numFmtId,attr"`
		Font   int `xml:"fontId,attr"`
	} `xml:"cellXfs>xf"`
	Conditional []struct {
		Strike *strike   `xml:"font>strike"`
		Format *struct{} `xml:"numFmt"`
	} `xml:"dxfs>dxf"`
}

// strike is a line through text: there unless it says that it is not.
type strike struct {
	Value string `xml:"val,attr"`
}

func (s *strike) is() bool { return s != nil && s.Value != "0" && s.Value != "false" }

// readStyles reads of every cell style its number format, and whether it
// strikes its text through.
func (b *Book) readStyles(part string) error {
	var styles styleSheet
	if _, err := b.decode(part, &styles); err != nil {
		return err
	}
	custom := map[int]numberFormat{}
	for _, f := range styles.Formats {
		custom[f.ID] = parseFormat(f.Code)
	}
	for _, cell := range styles.Cells {
		format, ok := custom[cell.Format]
		if !ok {
			format = formatNumbered(cell.Format)
		}
		b.formats = append(b.formats, format)
		b.struckStyles = append(b.struckStyles, cell.Font >= 0 && cell.Font < len(styles.Fonts) && styles.Fonts[cell.Font].Strike.is())
	}
	for _, c := range styles.Conditional {
		b.masking = append(b.masking, c.Strike.is() || c.Format != nil)
	}
	return nil
}

// general is the format of a cell without a style.
var general = parseFormat("General")

// formatOf is the number format of a cell style; ok is false where the
// workbook has no such style.
func (b *Book) formatOf(style int) (format *numberFormat, ok bool) {
	if style < 0 || style >= len(b.formats) {
		return &general, style == 0 || len(b.formats) == 0
	}
	return &b.formats[style], true
}
