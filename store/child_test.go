package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	. "gd8/store"
	"gd8/store/vault"
)

// Some of what a store must stand takes another process: one that holds it,
// one that may end when a damaged file is read. These tests run themselves
// again, and the environment says what the child is to do.

const (
	childTask   = "GD8_STORE_TEST_CHILD"
	childFolder = "GD8_STORE_TEST_FOLDER"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childTask) {
	case "":
		os.Exit(m.Run())
	case "hold":
		holdAsChild()
	case "read damaged":
		readDamagedAsChild(os.Getenv(childFolder))
	case "power session":
		powerSessionAsChild(os.Getenv(childFolder))
	case "power images":
		readPowerImagesAsChild(os.Getenv(childFolder))
	default:
		raceAsChild(os.Getenv(childTask), os.Getenv(childFolder))
	}
}

// child is this test binary, to be run for a task. It is ended after limit.
func child(t testing.TB, task, folder string, limit time.Duration) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Skip("this test runs itself again, and its program is not known:", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), childTask+"="+task, childFolder+"="+folder)
	cmd.Stderr = os.Stderr
	return cmd
}

// holdAsChild holds the store at childFolder until its input ends.
func holdAsChild() {
	s, err := Open(os.Getenv(childFolder), Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("held")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // its end is what is waited for
	_ = s.Close()
}

func TestAStoreThatAnotherProcessHoldsIsInUse(t *testing.T) {
	path := t.TempDir() + "/gd8.db"
	if err := openStore(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	cmd := child(t, "hold", path, time.Minute)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if said, err := bufio.NewReader(out).ReadString('\n'); strings.TrimSpace(said) != "held" {
		t.Fatalf("the other process says %q (%v)", said, err)
	}
	for _, open := range []func(string, Options) (*Store, error){Open, OpenOrCreate} {
		if _, err := open(path, Options{}); !errors.Is(err, vault.ErrInUse) {
			t.Errorf("a store that another process holds: %v", err)
		}
	}
	_ = in.Close() // which ends the child
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	openStore(t, path)
}
