"""Two agents in Python, each with a shim of its own that the official SDK starts, work together over PeerMesh.

Prints each step when it is done, and the code of each error that it was given. The SDK checks every result against the
outputSchema of its tool and raises if it does not fit.
"""

import asyncio
import json
import os
import sys

import jsonschema
from mcp import Client, MCPError, StdioServerParameters

command, *arguments = json.loads(sys.argv[1])
inherited = ("HOME", "PEERMESH_HOME", "PEERMESH_URL", "NODE_COMPILE_CACHE")
schemas = {}


def agent(label, **options):
    """A client that starts a shim with this label."""
    env = {name: os.environ[name] for name in inherited} | {"PEERMESH_LABEL": label, "PEERMESH_ALIAS": label}
    return Client(StdioServerParameters(command=command, args=arguments, env=env), **options)


async def call(client, tool, **values):
    """The structured answer of a tool that must succeed."""
    result = await client.call_tool(tool, values)
    assert not result.is_error, result.content[0].text
    assert result.content[0].type == "text" and result.content[0].text
    return result.structured_content


async def refused(client, tool, **values):
    """Prints the code of the error that a tool must give; it reads as text too, and fits the schema of the tool."""
    result = await client.call_tool(tool, values)
    error = result.structured_content["error"]
    assert result.is_error and error["hint"] in result.content[0].text
    if tool in schemas:
        jsonschema.validate(result.structured_content, schemas[tool])
    print("error", error["code"])
    return error


async def listings(ann):
    listed = (await ann.list_tools()).tools
    for tool in listed:
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        schemas[tool.name] = tool.output_schema
    print("ok tools", len(listed))
    assert ann.server_info.name == "peermesh" and "check_messages" in ann.instructions
    assert [prompt.name for prompt in (await ann.list_prompts()).prompts] == ["standup", "handoff"]
    handoff = await ann.get_prompt("handoff", {"to": "bob"})
    assert '"bob"' in handoff.messages[0].content.text
    print("ok prompts")
    assert [str(one.uri) for one in (await ann.list_resources()).resources] == ["peermesh://inbox", "peermesh://peers"]
    print("ok resources")


async def conversation(ann, bob, told):
    await call(bob, "whoami")
    peers = (await call(ann, "list_peers"))["peers"]
    assert sorted(peer["label"] for peer in peers) == ["ann", "bob"]
    print("ok peers")
    await bob.subscribe_resource("peermesh://inbox")
    await call(ann, "send_message", to="bob", body="Are the tests green? ✓", intent="request")
    await asyncio.wait_for(told.wait(), 30)
    inbox = json.loads((await bob.read_resource("peermesh://inbox")).contents[0].text)
    assert inbox["unread"]["total"] == 1 and inbox["waiting"][0]["from"] == "ann"
    print("ok told")
    (asked,) = (await call(bob, "check_messages"))["messages"]
    assert (asked["body"], asked["intent"], asked["from"]["label"]) == ("Are the tests green? ✓", "request", "ann")
    await call(bob, "send_message", to="ann", body="All of them.", in_reply_to=asked["id"])
    (answer,) = (await call(ann, "check_messages"))["messages"]
    assert (answer["body"], answer["in_reply_to"]) == ("All of them.", asked["id"])
    assert (await call(bob, "check_messages"))["messages"] == []
    print("ok conversation")


async def task(ann, bob):
    made = (await call(ann, "create_task", title="Write the changelog", assignee="bob"))["task"]
    claim = (await call(bob, "claim_task", task_id=made["task_id"]))["claim"]
    await refused(bob, "update_task", task_id=made["task_id"], claim=claim + 1, status="completed")
    await call(bob, "update_task", task_id=made["task_id"], claim=claim, status="completed", result="It is written.")
    seen = (await call(ann, "get_task", task_id=made["task_id"]))["task"]
    assert (seen["status"], seen["result"]) == ("completed", "It is written."), seen
    print("ok task")


async def memory(ann, bob):
    await call(ann, "memory_set", key="crawler/test-command", value="npm test", tags=["crawler"])
    (found,) = (await call(bob, "memory_search", query="crawler"))["hits"]
    assert found["key"] == "crawler/test-command", found
    error = await refused(bob, "memory_set", key="crawler/test-command", value="make", if_version=0)
    assert not error["retryable"]
    print("ok memory")


async def errors(ann):
    await refused(ann, "send_message", to="nobody", body="hi")
    await refused(ann, "send_message", to="bob")
    await refused(ann, "no_such_tool")
    try:
        await ann.read_resource("peermesh://nothing")
    except MCPError as error:
        print("error", error.code, error.message)


async def main():
    told = asyncio.Event()

    async def hear(message):
        if getattr(message, "method", "") == "notifications/resources/updated":
            told.set()

    # One finds out which protocol the server speaks, the other one knows.
    async with agent("ann") as ann, agent("bob", mode="legacy", message_handler=hear) as bob:
        print("ok protocol", ann.protocol_version, bob.protocol_version)
        await listings(ann)
        await bob.send_ping()
        await conversation(ann, bob, told)
        await task(ann, bob)
        await memory(ann, bob)
        await errors(ann)


asyncio.run(main())
