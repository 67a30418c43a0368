using Attestry.TestKit.Signing;

namespace Attestry.Cli.Tests;

public sealed class ProgressTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task What_takes_long_is_told_at_a_terminal_alone(bool terminal, bool told)
    {
        await using var registry = await LoopbackRegistry.StartAsync();
        using var images = new TestImages();
        await images.AddAsync("app");
        registry.PutLayout("app", images.Layout);
        using var text = new StringWriter();
        using var error = TextWriter.Synchronized(text);
        var started = TimeProvider.System.GetTimestamp();
        // The layer comes only once the line is there, or would have been.
        registry.Before = path => path.Contains("/blobs/", StringComparison.Ordinal)
            ? Eventually.HoldsAsync(() => told ? Said().Contains("of 1 layers", StringComparison.Ordinal) : TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(2.5))
            : Task.CompletedTask;
        var world = new Terminal(TextReader.Null, TextWriter.Null, error, false, terminal, _ => null, TimeProvider.System);
        (await CommandLine.RunAsync(["scan", $"{registry.Host}/app:app", "--insecure", registry.Host], world)).ShouldBe(ExitCode.Pass, Said());
        if (told)
            Said().ShouldEndWith(" \r");
        else
            Said().ShouldBeEmpty();

        // The writer is written to under its own lock.
        string Said()
        {
            lock (error)
                return text.ToString();
        }
    }

    [Fact]
    public async Task Quiet_says_nothing_even_at_a_terminal()
    {
        using var images = new TestImages();
        await images.AddAsync("app");
        using var error = new StringWriter();
        var world = new Terminal(TextReader.Null, TextWriter.Null, error, false, true, _ => null, TimeProvider.System);
        (await CommandLine.RunAsync(["scan", images.Target("app"), "--quiet"], world)).ShouldBe(ExitCode.Pass);
        error.ToString().ShouldBeEmpty();
    }
}
