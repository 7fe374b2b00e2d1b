// A watcher that prints the posts of a channel as they come. Go's standard library only.
package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

type object = map[string]any

type post struct {
	ID, Lease, Body string
	From            struct{ Alias string }
}

var token, session = secret(), ""

func secret() string {
	home, _ := os.UserHomeDir()
	text, _ := os.ReadFile(cmp.Or(os.Getenv("PEERMESH_TOKEN_FILE"), filepath.Join(home, ".peermesh", "token")))
	return cmp.Or(os.Getenv("PEERMESH_TOKEN"), strings.TrimSpace(string(text)))
}

// call posts body and decodes the answer into out; what the broker refuses ends the program with its code and hint.
func call(path string, body object, out any) {
	data, _ := json.Marshal(body)
	request, err := http.NewRequest("POST", cmp.Or(os.Getenv("PEERMESH_URL"), "http://127.0.0.1:7337")+path, bytes.NewReader(data))
	try(err)
	request.Header = http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}, "Peermesh-Session": {session}}
	answer, err := (&http.Client{Timeout: 20 * time.Second}).Do(request)
	try(err)
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		var problem struct{ Code, Detail, Hint string }
		try(json.NewDecoder(answer.Body).Decode(&problem))
		log.Fatalf("%s: %s %s", problem.Code, problem.Detail, problem.Hint)
	}
	try(json.NewDecoder(answer.Body).Decode(out))
}

func try(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run . CHANNEL, for example: go run . ops")
	}
	host, _ := os.Hostname()
	// The owner key brings inbox and subscription back after a restart, as soon as the session before counts as gone.
	key := fmt.Sprintf("%x", sha256.Sum256([]byte(token+host)))
	me := object{}
	call("/v1/peers/register", object{"label": "watcher@" + host, "runtime": "go", "host": host, "owner_key": key}, &me)
	session = me["session_token"].(string)
	channel := "#" + strings.TrimPrefix(os.Args[1], "#")
	call("/v1/channels/subscribe", object{"channel": channel}, &object{})
	fmt.Println("watching", channel)
	for acks := []object{}; ; time.Sleep(500 * time.Millisecond) {
		var page struct{ Messages []post }
		// What was printed is acknowledged by the next poll, so that a crash in between loses no post.
		call("/v1/messages/poll", object{"channel": channel, "acks": acks}, &page)
		acks = acks[:0]
		for _, post := range page.Messages {
			fmt.Printf("%s: %q\n", post.From.Alias, post.Body)
			acks = append(acks, object{"id": post.ID, "lease": post.Lease})
		}
	}
}
