package line

import (
	"errors"
	"strings"

	"gd8/store/importer"
	"gd8/ui/report"
	"gd8/ui/session"
)

// importFile is the command import: it checks a file whole, and brings it in
// where no row is refused, or, on a yes, its other cases.
func (c *conversation) importFile(name string) error {
	if name == "" {
		c.out.say("import takes the name of a file, such as: import hits.csv")
		return nil
	}
	im := &session.Import{Name: session.ExpandHome(name)}
	c.out.say("Checking and importing %s.", brief(name))
	c.runImport(im)
	if im.Ask != nil {
		c.out.say("The columns of this file are not gd8's, and nobody has said yet what they are. quit, and gd8 import with the file's name asks it column by column; it is then kept, and import reads the next one by itself.")
		return nil
	}
	if im.Others() {
		yes, err := c.confirm("The other cases, those without a refused row, can be imported.", confirmation{ask: "Import them"})
		if err != nil || !yes {
			return err
		}
		c.runImport(&session.Import{Name: im.Name, Map: im.Map, SkipBad: true})
	}
	return nil
}

// runImport runs an import and reads out what came of it.
func (c *conversation) runImport(im *session.Import) {
	err := c.sit.Import(c.ctx, im)
	if errors.Is(err, importer.ErrCancelled) {
		c.out.say("Import cancelled: the store is as it was.")
		return
	}
	if im.Ask != nil {
		return
	}
	c.out.say("%s", stopped(im.Said("say yes below")))
	if im.Map != nil && im.Map.Name != "" {
		c.out.say("Read with your mapping \"%s\", which is kept for these columns.", brief(im.Map.Name))
	}
	for _, note := range im.Report.Notes {
		c.out.say("%s", note)
	}
	if unknown := im.Report.Unknown; len(unknown) > 0 {
		c.out.say("Columns gd8 does not know and ignored: %s.", strings.Join(unknown, ", "))
	}
	for _, cause := range im.Causes.List() {
		for _, line := range cause.Lines() {
			c.out.item("%s", line)
		}
	}
	if n := im.Report.QuestionCount; n > 0 {
		c.out.say("%s about individuals, which an officer answers at criterion 4 of their incidents:", report.Counted(n, "question"))
		for _, q := range im.Report.Questions {
			c.out.item("%s", report.MayBeOne(q.Some, q.Other, q.Likeness))
		}
	}
}
