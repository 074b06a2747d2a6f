package exports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/export"
	"gd8/store/importer"
	"gd8/store/vault"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/settings"
)

// This file writes the pages that leave gd8 for a recipient, of whatever kind:
// of one application or individual, or one file each of all of them.

// pageFlags say which pages are written, and how they are marked.
type pageFlags struct {
	*exportFlags
	kind                *pageKind
	application, person string
	all, relevantOnly   bool
	marking, checked    string // of the settings
}

func (f *pageFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.application, "application", "", "the `REF` of the application")
	c.Flags().StringVar(&f.person, "person", "", "the `REF` of the individual")
	c.Flags().BoolVar(&f.all, "all", false, "write one of every application, into a folder")
	program.AddMarking(c)
}

func (p commands) exportPages(c *cobra.Command, f *pageFlags) error {
	if err := f.check(c); err != nil {
		return err
	}
	set, err := p.Settings()
	if err != nil {
		return err
	}
	f.marking, f.checked = set.Text(settings.Marking), set.Text(settings.GuidanceCheck)
	ctx, stop := p.UntilEnded()
	defer stop()
	return p.WithStore(func(s *store.Store, actor store.Actor) error {
		actor, err := p.exportPurpose(c, s, actor)
		if err != nil {
			return err
		}
		e := &pagesExport{commands: p, flags: f, store: s, actor: actor, bar: p.NewBar()}
		defer e.bar.Clear()
		return e.run(ctx)
	})
}

func (f *pageFlags) check(c *cobra.Command) error {
	if err := f.exportFlags.check(c); err != nil {
		return err
	}
	if err := program.CheckMarking(c); err != nil {
		return err
	}
	switch {
	case f.all && (f.application != "" || f.person != ""):
		return usage.Errorf(c, "--all writes every one; leave it out, or leave out --application and --person")
	case f.all || f.application != "" || f.person != "":
		return nil
	case c.Flags().Changed("application"):
		return usage.Errorf(c, "a record without an application needs --person: strangers never share a page")
	}
	return usage.Errorf(c, "which of them is missing: give --application, --person or --all")
}

// wants reports whether a case is to be exported.
func (f *pageFlags) wants(c model.CaseKey) bool {
	return f.all || c.Application == f.application && (f.person == "" || c.Person == f.person)
}

// pagesExport is one run of the command.
type pagesExport struct {
	commands
	flags     *pageFlags
	store     *store.Store
	actor     store.Actor
	bar       *output.Bar
	withdrawn map[model.CaseKey][]export.Withdrawal
	others    int                 // individuals of the application that are left out
	only      []export.Individual // of a page that is the only one: it is read once
}

func (e *pagesExport) run(ctx context.Context) error {
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
	pages, index, keys, err := e.count(ctx, export.Pages(cases))
	if err != nil {
		return err
	}
	if len(pages) == 0 {
		return e.flags.kind.none
	}
	paths, err := e.places(pages)
	if err != nil {
		return err
	}
	return e.write(ctx, pages, paths, index, keys)
}

// count says of each page what is on it, for the journal and the officer, and
// leaves out those on which there would be nothing.
func (e *pagesExport) count(ctx context.Context, all []export.Page) (pages []export.Page, index []string, keys []model.Key, err error) {
	for k := range all {
		if err := stopped(ctx); err != nil {
			return nil, nil, nil, err
		}
		e.bar.Show(importer.Progress{Phase: "reading", Done: int64(k), Total: int64(len(all))})
		list, err := all[k].Individuals(e.store, e.withdrawn)
		if err != nil {
			return nil, nil, nil, err
		}
		if !e.flags.kind.holds(list) {
			continue
		}
		if len(all) == 1 {
			e.only = list
		}
		hits := export.Keys(list)
		keys = append(keys, hits...)
		pages, index = append(pages, all[k]), append(index, describePage(&all[k], len(list), len(hits)))
	}
	return pages, index, keys, nil
}

// places gives each page the path it is written to, and says before anything
// is journalled where one cannot be.
func (e *pagesExport) places(pages []export.Page) ([]string, error) {
	names := export.FileNames(e.flags.kind.prefix, pages)
	if !e.flags.all {
		e.flags.to = output.PathIn(e.flags.to, names[0])
		return []string{e.flags.to}, output.CanWrite(e.flags.to, e.Replace(e.flags.force))
	}
	if err := os.Mkdir(e.flags.to, 0o700); err != nil && !os.IsExist(err) {
		return nil, fmt.Errorf("the folder %q could not be made: %w; give another with --to", e.flags.to, err)
	}
	for k, name := range names {
		names[k] = filepath.Join(e.flags.to, name)
	}
	if err := export.CheckTargets(names, e.Replace(e.flags.force)); err != nil {
		return nil, err
	}
	return names, output.CanWrite(names[0], e.Replace(e.flags.force))
}

// write journals the disclosure and writes the pages, one file after the other.
func (e *pagesExport) write(ctx context.Context, pages []export.Page, paths, index []string, keys []model.Key) error {
	what := fmt.Sprintf("%s, %s", report.Counted(len(pages), e.flags.kind.noun), report.Counted(len(keys), "hit"))
	at, err := e.store.Disclose(e.actor, vault.Leaving{Recipient: e.flags.recipient, Detail: what, Path: e.flags.to, Keys: keys})
	if err != nil {
		return err
	}
	files := make([][2]string, len(pages))
	for k := range pages {
		e.bar.Show(importer.Progress{Phase: "writing", Done: int64(k), Total: int64(len(pages))})
		files[k] = [2]string{paths[k], index[k]}
		if err := e.page(ctx, &pages[k], paths[k], at); err != nil {
			return endExport(e.store, e.flags.to, partly(err, k, len(pages)))
		}
	}
	e.bar.Clear()
	if err := endExport(e.store, e.flags.to, nil); err != nil {
		return err
	}
	return e.exported(what+".", e.flags.recipient, at, files)
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
func (e *pagesExport) page(ctx context.Context, page *export.Page, path string, at store.Checkpoint) error {
	if err := stopped(ctx); err != nil {
		return err
	}
	list := e.only
	if list == nil {
		var err error
		if list, err = page.Individuals(e.store, e.withdrawn); err != nil {
			return err
		}
	}
	return export.WriteFile(path, e.Replace(e.flags.force), func(w io.Writer) error {
		return e.flags.kind.write(untilStopped{ctx, w}, export.Record{
			Marking: e.flags.marking, Application: page.Application, Individuals: list, Others: e.others,
			RelevantOnly: e.flags.relevantOnly,
			Written: export.Written{
				Officer: e.actor.Officer, Purpose: e.actor.Purpose, Recipient: e.flags.recipient,
				At: e.store.Now(), Checkpoint: at, GuidanceChecked: e.flags.checked,
			},
		})
	})
}

// untilStopped writes until its context ends, so that a page of thousands of
// hits stops as soon as it is asked to.
type untilStopped struct {
	ctx context.Context
	w   io.Writer
}

func (u untilStopped) Write(b []byte) (int, error) {
	if err := stopped(u.ctx); err != nil {
		return 0, err
	}
	return u.w.Write(b)
}

// describePage is a page as the index of what was written names it.
func describePage(page *export.Page, individuals, hits int) string {
	if page.Application == "" {
		return fmt.Sprintf("individual %s, no application reference, %s", page.Person(), report.Counted(hits, "hit"))
	}
	return fmt.Sprintf("application %s, %s, %s", page.Application, report.Counted(individuals, "individual"), report.Counted(hits, "hit"))
}
