namespace Attestry.Cli.Tests.Policies;

public sealed class PolicyEvalTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_what_opa_eval_prints()
    {
        var result = await PolicyFolder.RunAsync("eval", "x := [\"<a>\", 2][_]; x = 2");
        result.Code.ShouldBe(0);
        result.Out.ShouldBe("""
            {
              "result": [
                {
                  "expressions": [
                    {
                      "value": true,
                      "text": "x := [\"\u003ca\u003e\", 2][_]",
                      "location": {
                        "row": 1,
                        "col": 1
                      }
                    },
                    {
                      "value": true,
                      "text": "x = 2",
                      "location": {
                        "row": 1,
                        "col": 21
                      }
                    }
                  ],
                  "bindings": {
                    "x": 2
                  }
                }
              ]
            }

            """);
        (await PolicyFolder.RunAsync("eval", "data.nothing")).Out.ShouldBe("{}\n");
    }

    [Fact]
    public async Task Every_format_is_OPA_s()
    {
        (await PolicyFolder.RunAsync("eval", "-f", "raw", "\"a<b\"; {1, 2}")).Out.ShouldBe("a<b [1,2]\n");
        (await PolicyFolder.RunAsync("eval", "-f", "values", "x := 1; [x]")).Out.ShouldBe("[\n  true,\n  [\n    1\n  ]\n]\n");
        (await PolicyFolder.RunAsync("eval", "-f", "bindings", "x := 1")).Out.ShouldBe("{\n  \"x\": 1\n}\n");
        (await PolicyFolder.RunAsync("eval", "-f", "pretty", "{\"a\": []}")).Out.ShouldBe("{\n  \"a\": []\n}\n");
        (await PolicyFolder.RunAsync("eval", "-f", "pretty", "data.nothing")).Out.ShouldBe("undefined\n");
        (await PolicyFolder.RunAsync("eval", "-f", "pretty", "name := [\"x\", \"yy\"][i]; i + 1")).Out.ShouldBe("""
            +---+------+-------+
            | i | name | i + 1 |
            +---+------+-------+
            | 0 | "x"  | 1     |
            | 1 | "yy" | 2     |
            +---+------+-------+

            """);
    }

    [Fact]
    public async Task Policies_data_and_input_come_from_files_and_folders()
    {
        _folder.Add("p/app.rego", "package app\n\nallow if input.user in data.roles.admins\n")
            .Add("p/roles/any.yaml", "admins: [ann]\n")
            .Add("more.json", """{"extra": 1.50}""")
            .Add("p/.hidden/data.json", "broken")
            .Add("input.json", """{"user": "ann"}""");
        var paths = new[] { "-d", _folder.File("p"), "--policy", _folder.File("more.json"), "-f", "raw" };
        (await PolicyFolder.RunAsync(["eval", .. paths, "-i", _folder.File("input.json"), "data.app.allow; data.extra"])).Out.ShouldBe("true 1.50\n");
        (await Run.HereAsync([], "user: ann", ["policy", "eval", .. paths, "-I", "data.app.allow"])).Out.ShouldBe("true\n");
        (await PolicyFolder.RunAsync(["eval", .. paths, "-d", $"a.b:{_folder.File("more.json")}", "data.a.b.extra"])).Out.ShouldBe("1.50\n");
        (await PolicyFolder.RunAsync("eval", "-b", _folder.File("p"), "-f", "raw", "count(data)")).Out.ShouldBe("1\n");
    }

    [Fact]
    public async Task Exits_as_opa_eval_does()
    {
        (await PolicyFolder.RunAsync("eval", "--fail", "data.nothing")).Code.ShouldBe(1);
        (await PolicyFolder.RunAsync("eval", "--fail", "1")).Code.ShouldBe(0);
        (await PolicyFolder.RunAsync("eval", "--fail-defined", "1")).Code.ShouldBe(1);
        (await PolicyFolder.RunAsync("eval", "--fail-defined", "data.nothing")).Code.ShouldBe(0);
        (await PolicyFolder.RunAsync("eval", "x")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Errors_are_told_with_code_and_place()
    {
        _folder.Add("a.rego", "package a\n\nallow if {\n\tx == 1\n}\n").Add("b.rego", "package b\n\nallow if {").Add("c.json", "{");
        var error = (await PolicyFolder.RunAsync("eval", "-d", _folder.File("a.rego"), "data")).Json().GetProperty("errors")[0];
        error.GetProperty("code").GetString().ShouldBe("rego_unsafe_var_error");
        error.GetProperty("message").GetString().ShouldBe("var x is unsafe");
        error.GetProperty("location").GetProperty("file").GetString().ShouldBe(_folder.File("a.rego"));
        (error.GetProperty("location").GetProperty("row").GetInt32(), error.GetProperty("location").GetProperty("col").GetInt32()).ShouldBe((4, 2));
        var all = await PolicyFolder.RunAsync("eval", "-d", _folder.Path, "data");
        all.Json().GetProperty("errors").GetArrayLength().ShouldBe(2);
        var pretty = await PolicyFolder.RunAsync("eval", "-f", "pretty", "1 +");
        pretty.Out.ShouldBeEmpty();
        pretty.Error.ShouldContain("rego_parse_error");
        (await PolicyFolder.RunAsync("eval", "-d", _folder.File("gone"), "data")).Json().GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("Check the path");
    }

    [Fact]
    public async Task Faults_of_functions_are_errors_when_asked_for()
    {
        (await PolicyFolder.RunAsync("eval", "json.unmarshal(\"{\")")).Out.ShouldBe("{}\n");
        var strict = await PolicyFolder.RunAsync("eval", "--strict-builtin-errors", "json.unmarshal(\"{\")");
        (strict.Code, strict.Json().GetProperty("errors")[0].GetProperty("code").GetString()).ShouldBe((2, "eval_builtin_error"));
        (await PolicyFolder.RunAsync("eval", "--strict-builtin-errors", "http.send({\"method\": \"get\", \"url\": \"http://127.0.0.1\"})")).Out.ShouldContain("not available");
    }

    [Fact]
    public async Task An_evaluation_that_does_not_end_is_stopped()
    {
        var result = await PolicyFolder.RunAsync("eval", "--timeout", "50ms", "xs := numbers.range(1, 3000); count([1 | some a in xs; some b in xs; some c in xs; a + b == c]) == -1");
        (result.Code, result.Json().GetProperty("errors")[0].GetProperty("code").GetString()).ShouldBe((2, "eval_cancel_error"));
        (await PolicyFolder.RunAsync("eval", "--timeout", "soon", "1")).ShouldBeError("no duration");
    }

    [Fact]
    public async Task Old_syntax_is_read_when_it_is_said()
    {
        _folder.Add("old.rego", "package old\n\ndeny[x] { x := 1 }\n");
        (await PolicyFolder.RunAsync("eval", "-d", _folder.File("old.rego"), "data.old.deny")).Code.ShouldBe(2);
        (await PolicyFolder.RunAsync("eval", "--v0-compatible", "-f", "raw", "-d", _folder.File("old.rego"), "data.old.deny")).Out.ShouldBe("[1]\n");
    }

    [Fact]
    public async Task What_is_printed_goes_to_standard_error()
    {
        _folder.Add("p.rego", "package p\n\nx := 1 if print(\"said\")\n");
        var result = await PolicyFolder.RunAsync("eval", "-f", "raw", "-d", _folder.File("p.rego"), "data.p.x");
        (result.Out, result.Error).ShouldBe(("1\n", "said\n"));
    }
}
