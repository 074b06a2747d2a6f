package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/ui/settings"
)

// at2Flags say which records are written, and how they are marked.
type at2Flags struct {
	*exportFlags
	application, person string
	all, relevantOnly   bool
	marking, checked    string // of the settings
}

func (p *program) exportAT2Command(shared *exportFlags) *cobra.Command {
	f := at2Flags{exportFlags: shared}
	c := &cobra.Command{
		Use:   "at2",
		Short: "Write the AT2 record of an application, or of every one",
		Long: `at2 writes one page for an application: the form's header, the Hit Relevance Table
of each individual, the decisions with their rationale and the test as it stood,
every officer's answer with its reason, the systems searched and the journal's
checkpoint. The page opens in a browser and in Word, prints on A4, and loads and
runs nothing. Who created it, and when, are those of the decisions; who exported
it stands at its end. Hits that are not relevant are named with the reason alone,
or left out with --relevant-only.

A record without an application_ref needs --person, as strangers never share a
page; --person also narrows an application to one individual. With --all, --to
names a folder: one page an application goes into it, and one page an individual
where no application is recorded.

Without --purpose the purpose of your last sitting is taken.`,
		Example: `  gd8 export at2 --application APP-417 --recipient "Insp. Lane" --to APP-417.html
  gd8 export at2 --person P-118 --recipient "Insp. Lane" --to P-118.html
  gd8 export at2 --all --recipient "Disclosure Unit" --to records`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(c); err != nil {
				return err
			}
			set, err := p.settings()
			if err != nil {
				return err
			}
			f.marking, f.checked = set.Text(settings.Marking), set.Text(settings.GuidanceCheck)
			ctx, stop := untilClosed()
			defer stop()
			return p.withStore(func(s *store.Store, actor store.Actor) error {
				actor, err := p.exportPurpose(c, s, actor)
				if err != nil {
					return err
				}
				e := &at2Export{program: p, flags: &f, store: s, actor: actor}
				return e.run(ctx)
			})
		},
	}
	c.Flags().StringVar(&f.application, "application", "", "the `REF` of the application")
	c.Flags().StringVar(&f.person, "person", "", "the `REF` of the individual")
	c.Flags().BoolVar(&f.all, "all", false, "write every record, into a folder")
	c.Flags().BoolVar(&f.relevantOnly, "relevant-only", false, "leave out which hits were searched and are not relevant")
	addMarking(c)
	return c
}

func (f *at2Flags) check(c *cobra.Command) error {
	if err := f.exportFlags.check(c); err != nil {
		return err
	}
	marking := c.Flags().Lookup(settings.Marking.Flag())
	switch {
	case marking.Changed && strings.TrimSpace(marking.Value.String()) == "":
		return usagef(c, "a record needs a marking; give --marking, or leave the flag out")
	case f.all && (f.application != "" || f.person != ""):
		return usagef(c, "--all writes every record; leave it out, or leave out --application and --person")
	case f.all || f.application != "" || f.person != "":
		return nil
	case c.Flags().Changed("application"):
		return usagef(c, "a record without an application needs --person: strangers never share a page")
	}
	return usagef(c, "which record is missing: give --application, --person or --all")
}

// wants reports whether a case is to be exported.
func (f *at2Flags) wants(c model.CaseKey) bool {
	return f.all || c.Application == f.application && (f.person == "" || c.Person == f.person)
}

// at2Export is one run of the command.
type at2Export struct {
	*program
	flags     *at2Flags
	store     *store.Store
	actor     store.Actor
	withdrawn map[model.CaseKey][]export.Withdrawal
	others    int // individuals of the application that are left out
}

func (e *at2Export) run(ctx context.Context) error {
	cases, err := e.store.Cases(func(c model.CaseKey) bool {
		if !e.flags.all && c.Application != "" && c.Application == e.flags.application && !e.flags.wants(c) {
			e.others++
		}
		return e.flags.wants(c)
	})
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		return store.ErrNoCase
	}
	if e.withdrawn, err = export.Withdrawals(e.store); err != nil {
		return err
	}
	pages := export.Pages(cases)
	paths, err := e.places(pages)
	if err != nil {
		return err
	}
	return e.write(ctx, pages, paths)
}

// places gives each page the path it is written to, and says before anything
// is journalled where one cannot be.
func (e *at2Export) places(pages []export.Page) ([]string, error) {
	if !e.flags.all {
		return []string{e.flags.to}, canWrite(e.flags.to, e.replace(e.flags.force))
	}
	if err := os.Mkdir(e.flags.to, 0o700); err != nil && !os.IsExist(err) {
		return nil, fmt.Errorf("the folder %q could not be made: %w; give another with --to", e.flags.to, err)
	}
	paths := export.FileNames(pages)
	for k, name := range paths {
		paths[k] = filepath.Join(e.flags.to, name)
	}
	if err := export.CheckTargets(paths, e.replace(e.flags.force)); err != nil {
		return nil, err
	}
	return paths, canWrite(paths[0], e.replace(e.flags.force))
}

// canWrite starts a file and takes it away again.
func canWrite(path string, replace export.Replace) error {
	file, err := export.CreateFile(path, replace)
	if err == nil {
		file.Abandon()
	}
	return err
}

// write journals the disclosure and writes the pages, one file after the other.
func (e *at2Export) write(ctx context.Context, pages []export.Page, paths []string) error {
	var keys []model.Key
	index := make([][2]string, len(pages))
	for k := range pages {
		if err := stopped(ctx); err != nil {
			return err
		}
		list, err := pages[k].Individuals(e.store, e.withdrawn)
		if err != nil {
			return err
		}
		hits := export.Keys(list)
		keys = append(keys, hits...)
		index[k] = [2]string{paths[k], pageSaid(&pages[k], len(list), len(hits))}
	}
	what := fmt.Sprintf("%s, %s", counted(len(pages), "AT2 record"), counted(len(keys), "hit"))
	at, err := e.store.Disclose(e.actor, store.Leaving{Recipient: e.flags.recipient, Detail: what, Path: e.flags.to, Keys: keys})
	if err != nil {
		return err
	}
	for k := range pages {
		if err := e.page(ctx, &pages[k], paths[k], at); err != nil {
			return endExport(e.store, e.flags.to, partly(err, k, len(pages)))
		}
	}
	if err := endExport(e.store, e.flags.to, nil); err != nil {
		return err
	}
	return e.exported(what+".", e.flags.recipient, at, index)
}

// partly says of an export into a folder that ended early how much of it is
// there: each page is put in its place as soon as it is whole, so that a gd8
// that is killed leaves no more than one unfinished file.
func partly(err error, written, of int) error {
	switch {
	case written == 0:
		return err
	case errors.Is(err, errExportStopped):
		return fmt.Errorf("the export was stopped: %d of %d were written and stay; the journal names all of them", written, of)
	}
	return fmt.Errorf("%w; %d of %d were written before it and stay", err, written, of)
}

// page writes one page.
func (e *at2Export) page(ctx context.Context, page *export.Page, path string, at store.Checkpoint) error {
	if err := stopped(ctx); err != nil {
		return err
	}
	list, err := page.Individuals(e.store, e.withdrawn)
	if err != nil {
		return err
	}
	return export.WriteFile(path, e.replace(e.flags.force), func(w io.Writer) error {
		return export.WriteAT2(w, export.Record{
			Marking: e.flags.marking, Application: page.Application, Individuals: list, Others: e.others,
			RelevantOnly: e.flags.relevantOnly,
			Written: export.Written{
				Officer: e.actor.Officer, Purpose: e.actor.Purpose, Recipient: e.flags.recipient,
				At: e.store.Now(), Checkpoint: at, GuidanceChecked: e.flags.checked,
			},
		})
	})
}

// pageSaid is a page as the index of what was written names it.
func pageSaid(page *export.Page, individuals, hits int) string {
	if page.Application == "" {
		return fmt.Sprintf("individual %s, no application reference, %s", page.Person(), counted(hits, "hit"))
	}
	return fmt.Sprintf("application %s, %s, %s", page.Application, counted(individuals, "individual"), counted(hits, "hit"))
}
