package review

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/session"
)

// noSecond says why no second review can be begun here.
func (s *quality) noSecond() string {
	if s.Options.OnSecond == nil {
		return session.NotInSecond
	}
	return s.NotInSecond()
}

// askSecond asks which sample is to be reviewed a second time. The review that
// is open ends for it: who reviews blind has nothing else on the screen.
func (s *quality) askSecond() tea.Cmd {
	s.OpenDialog(&desk.Dialog{
		Title: "Review a sample a second time, blind",
		Body:  []string{"The number of the sample; gd8 sample list names those there are. This review ends, and the second one opens on the facts of the incidents drawn alone.", "Sample:"},
		Accept: func(text string) tea.Cmd {
			sample, err := strconv.Atoi(strings.TrimSpace(text))
			if err != nil || sample < 1 {
				s.Dialog.Problem = session.NoSampleNumber
				return nil
			}
			s.Dialog, s.second = nil, sample
			return s.Quit()
		},
	}, "")
	return nil
}
