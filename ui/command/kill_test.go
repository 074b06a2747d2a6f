//go:build unix

package command_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The campaign kills gd8 with SIGKILL at random moments of what an officer
// does, and looks at what is left: whatever gd8 had said to be saved is there,
// the store is whole, an import, erasure, backup or encryption took place or
// did not.
//
// On 24 November 2026, on 2 cores shared with others, all trials of
//
//	go test ./ui/command -run NothingAcknowledged -v -kill.trials 10000 -kill.seed 20261124 -timeout 80m
//
// passed, in 452 s: gd8 was killed 7017 times under way and 2983 times after
// it had said that it was done (imports 1534 and 716, reviews in lines 1525
// and 725, on the screen 1415 and 335, erasures 1018 and 482, backups 847 and
// 403, encryptions 678 and 322). With exports, restores, rescues and upgrades
// 3,000 more passed on 27 November 2026, in 371 s (-kill.seed 20261128): 2149
// were killed under way (exports 162, restores 124, rescues 122, upgrades 124)
// and 851 when done. With all that is killed now another 10,000 passed on 28 November
// (-kill.seed 20261129): 6,961 were killed under way and 3,039 when done, in 944 s.
var (
	killTrials = flag.Int("kill.trials", 200, "how many times gd8 is killed")
	killSeed   = flag.Uint64("kill.seed", 1, "the `SEED` of the moments at which gd8 is killed")
)

// killAtOnce is how many trials run side by side: most of a sitting is
// waiting.
const killAtOnce = 6

// trial is one gd8 that is killed.
type trial struct {
	*testing.T
	r    *rand.Rand
	kind *killKind
}

// killKind is one thing an officer does while gd8 is killed.
type killKind struct {
	name  string
	share int           // of all trials
	first time.Duration // within which gd8 is killed at first
	do    func(k *trial)

	span      atomic.Int64 // nanoseconds within which gd8 is killed
	underWay  atomic.Int64 // killed before it had said that it was done
	completed atomic.Int64
}

func killKinds() []*killKind {
	return []*killKind{
		{name: "import", share: 9, first: 60 * time.Millisecond, do: killImport},
		{name: "decide in lines", share: 9, first: 300 * time.Millisecond, do: killLines},
		{name: "type and decide on screen", share: 7, do: killSitting},
		{name: "second review", share: 6, first: 150 * time.Millisecond, do: killSecond},
		{name: "purge", share: 6, first: 60 * time.Millisecond, do: killPurge},
		{name: "backup", share: 5, first: 60 * time.Millisecond, do: killBackup},
		{name: "encrypt and decrypt", share: 4, first: 60 * time.Millisecond, do: killEncrypt},
		{name: "export", share: 4, first: 60 * time.Millisecond, do: killExport},
		{name: "join, separate, pick, check and the like", share: 8, first: 150 * time.Millisecond, do: killSession},
		{name: "draw a sample and seal a release", share: 3, first: 60 * time.Millisecond, do: killSample},
		{name: "restore", share: 3, first: 60 * time.Millisecond, do: killRestore},
		{name: "rescue", share: 3, first: 60 * time.Millisecond, do: killRescue},
		{name: "upgrade", share: 3, first: 60 * time.Millisecond, do: killUpgrade},
	}
}

func TestNothingAcknowledgedIsLostWhereverGd8IsKilled(t *testing.T) {
	trials := *killTrials
	if testing.Short() {
		trials = min(trials, 24)
	}
	kinds := killKinds()
	var deck []*killKind // in which a kind lies as often as its share
	for _, kind := range kinds {
		kind.span.Store(int64(kind.first))
		for range kind.share {
			deck = append(deck, kind)
		}
	}
	rand.New(rand.NewPCG(*killSeed, 0)).Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	var next atomic.Int64
	var pool sync.WaitGroup
	for range killAtOnce {
		pool.Go(func() {
			for n := next.Add(1); n <= int64(trials); n = next.Add(1) {
				kind := deck[n%int64(len(deck))]
				t.Run(fmt.Sprintf("%d %s", n, kind.name), func(t *testing.T) {
					kind.do(&trial{T: t, r: rand.New(rand.NewPCG(*killSeed, uint64(n))), kind: kind})
				})
			}
		})
	}
	pool.Wait()
	for _, kind := range kinds {
		t.Logf("%s: killed under way %d times, when done %d times", kind.name, kind.underWay.Load(), kind.completed.Load())
	}
	if t.Failed() {
		t.Logf("the moments are those of -kill.seed %d", *killSeed)
	}
}

// moment is how far into its work gd8 is killed.
func (k *trial) moment() time.Duration {
	return time.Duration(k.r.Float64() * float64(k.kind.span.Load()))
}

// ended counts a trial. The span follows the speed of the machine, so that gd8
// is killed now before its end and now after it.
func (k *trial) ended(done bool) {
	span := &k.kind.span
	if done {
		k.kind.completed.Add(1)
		span.Store(max(span.Load()*85/100, int64(5*time.Millisecond)))
		return
	}
	k.kind.underWay.Add(1)
	span.Store(min(span.Load()*108/100, int64(5*time.Second)))
}

// killed runs a command, kills it at a random moment and gives all that it had
// said by then.
func (k *trial) killed(cmd *exec.Cmd) (said string) {
	k.Helper()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	axe := time.AfterFunc(k.moment(), func() { _ = cmd.Process.Kill() })
	defer axe.Stop()
	_ = cmd.Wait() // that it was killed, or ended before
	return out.String()
}
