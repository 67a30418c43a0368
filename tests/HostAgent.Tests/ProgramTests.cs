using Attestry.HostAgent.Programs;

namespace Attestry.HostAgent.Tests;

/// <summary>Programs of others, which may hang, write without end or be handed anything.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Hands_arguments_over_as_they_are()
    {
        using var folder = new TemporaryFolder();
        Script.Write(folder.File("show"), """for argument in "$@"; do echo "[$argument]"; done""");
        var mark = folder.File("mark");
        var result = await Program(folder.File("show")).RunAsync(["a b", $"; touch {mark}", $"$(touch {mark})", "", "*"], CancellationToken.None);
        result.Output.Split('\n').ShouldBe(["[a b]", $"[; touch {mark}]", $"[$(touch {mark})]", "[]", "[*]", ""]);
        File.Exists(mark).ShouldBeFalse();
    }

    [Fact]
    public async Task Ends_one_that_hangs_with_all_that_it_started()
    {
        using var folder = new TemporaryFolder();
        Script.Write(folder.File("hang"), $"sleep 3600 & echo $! > {folder.File("new")}; mv {folder.File("new")} {folder.File("child")}; wait");
        // On a busy machine a second may be over before the script comes to start anything.
        for (var seconds = 1; !File.Exists(folder.File("child")); seconds *= 2)
        {
            var hanging = new BoundedProgram(folder.File("hang"), new Dictionary<string, string>(), TimeSpan.FromSeconds(seconds));
            var error = await Should.ThrowAsync<AgentException>(() => hanging.RunAsync(["x"], CancellationToken.None));
            error.Message.ShouldContain($"did not end within {seconds} s");
        }
        var child = (await File.ReadAllTextAsync(folder.File("child"))).Trim();
        await Eventually.HoldsAsync(() => !File.Exists($"/proc/{child}/cmdline") || File.ReadAllText($"/proc/{child}/cmdline").Length == 0);
    }

    [Fact]
    public async Task Ends_one_that_writes_without_end()
    {
        using var folder = new TemporaryFolder();
        Script.Write(folder.File("flood"), "yes");
        (await Should.ThrowAsync<AgentException>(() => Program(folder.File("flood")).RunAsync(["x"], CancellationToken.None))).Message.ShouldContain("writes more than");
    }

    [Fact]
    public async Task Keeps_exit_code_and_errors_apart_and_waits_for_no_input()
    {
        using var folder = new TemporaryFolder();
        Script.Write(folder.File("fail"), "cat; echo out; echo err >&2; exit 7");
        (await Program(folder.File("fail")).RunAsync(["x"], CancellationToken.None)).ShouldBe(new ProgramResult(7, "out\n", "err\n"));
    }

    private static BoundedProgram Program(string path) => new(path, new Dictionary<string, string>(), TimeSpan.FromMinutes(5));
}
