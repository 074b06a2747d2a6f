package command

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store/vault"
	"gd8/ui/command/usage"
)

func (p commands) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which gd8 this is, and under which guidance it works",
		Long: `version says which gd8 this is and from which commit it was built, the guidance
that every decision made with it is stamped with, and the format of its store.`,
		Example: "  gd8 version",
		Args:    usage.None,
		RunE: func(*cobra.Command, []string) error {
			p.Tell("gd8 %s\n", buildVersion())
			p.Tell("Built with %s for %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			p.Tell("Guidance: %s\n", model.Guidance)
			p.Tell("Store format %d\n", vault.Format)
			return nil
		},
	}
}

// release and releaseCommit are set by the build of a release, which knows its
// version; blank in any other.
var release, releaseCommit string

// commitDigits is how much of a commit's name is said.
const commitDigits = 12

// buildVersion is the release or the module's version, and the commit, as far
// as the build knows them.
func buildVersion() string {
	if release != "" {
		return release + ", commit " + releaseCommit[:min(len(releaseCommit), commitDigits)]
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of an unknown version"
	}
	version := info.Main.Version
	if version == "" || version == "(devel)" {
		version = "development"
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			version += ", commit " + s.Value[:min(len(s.Value), commitDigits)]
		case s.Key == "vcs.modified" && s.Value == "true":
			version += " with changes"
		}
	}
	return version
}
