using System.Text;
using System.Text.Json;

namespace Attestry.Cli.Tests.Policies;

public sealed class PolicyTestCommandTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public PolicyTestCommandTests() => _folder.Add("p.rego", "package p\n\nallow if {\n\tinput.x == 1\n\tinput.y == 2\n}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Passing_tests_are_only_counted()
    {
        Tests("test_a if not data.p.allow with input as {\"x\": 2}", "test_b if true");
        var result = await TestAsync(_folder.Path);
        (result.Code, result.Out, result.Error).ShouldBe((0, "PASS: 2/2\n", ""));
        var verbose = await TestAsync("-v", _folder.Path);
        verbose.Out.ShouldMatch("^.*/p_test[.]rego:3:\ndata[.]p_test[.]test_a: PASS [(][0-9.]+.?s[)]\n.*/p_test[.]rego:5:\ndata[.]p_test[.]test_b: PASS [(].*[)]\n-{80}\nPASS: 2/2\n$");
    }

    [Fact]
    public async Task What_fails_is_shown_with_what_it_printed_and_exits_with_2()
    {
        Tests("test_a if {\n\tprint(\"seen\", 1)\n\tfalse\n}", "test_b[n] if {\n\tsome n, v in {\"one\": 1, \"two\": 2}\n\tv == 1\n}", "todo_test_c if false", "test_d := x if some x in [1, 2]", "test_e if true");
        var result = await TestAsync(_folder.Path);
        result.Code.ShouldBe(2);
        foreach (var part in new[] { "data.p_test.test_a: FAIL (", "\n\n  seen 1\n\n", "data.p_test.test_b: FAIL (", "\n  two: FAIL\n", "data.p_test.todo_test_c: SKIPPED\n", "data.p_test.test_d: ERROR (", "eval_conflict_error", "PASS: 2/6\nFAIL: 2/6\nSKIPPED: 1/6\nERROR: 1/6\n" })
            result.Out.ShouldContain(part);
        result.Out.ShouldNotContain("test_e");
        result.Out.ShouldNotContain("one: PASS");
    }

    [Fact]
    public async Task The_JSON_report_is_OPA_s()
    {
        Tests("test_a if print(\"said\")", "test_b if false", "todo_test_c if true", "test_d[\"case\"] if false");
        var results = (await TestAsync("--format", "json", _folder.Path)).Json().EnumerateArray().ToList();
        results.Select(one => one.GetProperty("name").GetString()).ShouldBe(["test_a", "test_b", "todo_test_c", "test_d"]);
        results[0].GetProperty("package").GetString().ShouldBe("data.p_test");
        results[0].GetProperty("location").GetProperty("row").GetInt32().ShouldBe(3);
        results[0].GetProperty("duration").GetInt64().ShouldBeGreaterThan(0);
        Encoding.UTF8.GetString(results[0].GetProperty("output").GetBytesFromBase64()).ShouldBe("said\n");
        results[0].TryGetProperty("fail", out _).ShouldBeFalse();
        results[1].GetProperty("fail").GetBoolean().ShouldBeTrue();
        results[2].GetProperty("skip").GetBoolean().ShouldBeTrue();
        results[3].GetProperty("sub_results").GetProperty("case").GetProperty("fail").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Coverage_is_reported_in_ranges_and_held_to_a_threshold()
    {
        Tests("test_a if not data.p.allow with input as {\"x\": 1}");
        var report = (await TestAsync("--coverage", _folder.Path)).Json();
        var file = report.GetProperty("files").GetProperty(_folder.File("p.rego"));
        JsonSerializer.Serialize(file.GetProperty("covered")).ShouldBe("""[{"start":{"row":4},"end":{"row":5}}]""");
        JsonSerializer.Serialize(file.GetProperty("not_covered")).ShouldBe("""[{"start":{"row":3},"end":{"row":3}}]""");
        (report.GetProperty("covered_lines").GetInt32(), report.GetProperty("not_covered_lines").GetInt32(), report.GetProperty("coverage").GetDouble()).ShouldBe((3, 1, 75));
        (await TestAsync("--threshold", "75", _folder.Path)).Code.ShouldBe(0);
        var below = await TestAsync("--threshold", "75.5", "-v", _folder.Path);
        below.Code.ShouldBe(2);
        below.Error.ShouldBe($"Code coverage threshold not met: got 75.00 instead of 75.50\nLines not covered:\n\t{_folder.File("p.rego")}:3\n");
        (await TestAsync("--threshold", "101", _folder.Path)).ShouldBeError("--threshold");
    }

    [Fact]
    public async Task Exits_as_opa_test_does()
    {
        (await TestAsync(_folder.Path)).Code.ShouldBe(0);
        (await TestAsync("--fail-on-empty", _folder.Path)).Code.ShouldBe(1);
        Tests("todo_test_a if false", "test_b if true");
        (await TestAsync(_folder.Path)).Code.ShouldBe(2);
        (await TestAsync("-z", _folder.Path)).Code.ShouldBe(0);
        (await TestAsync("--run", "test_b$", _folder.Path)).Code.ShouldBe(0);
        (await TestAsync("--run", "(", _folder.Path)).ShouldBeError("regular expression");
        Tests("test_b if x");
        var broken = await TestAsync(_folder.Path);
        broken.Code.ShouldBe(1);
        broken.Error.ShouldContain("p_test.rego:3:11: rego_unsafe_var_error: var x is unsafe\n    test_b if x\n              ^");
    }

    // However loaded the machine is: the tests of these tests end.
    private static Task<CommandResult> TestAsync(params IReadOnlyList<string> arguments) => PolicyFolder.RunAsync(["test", "--timeout", "10m", .. arguments]);

    private void Tests(params string[] rules) => _folder.Add("p_test.rego", $"package p_test\n\n{string.Join("\n\n", rules)}\n");
}
