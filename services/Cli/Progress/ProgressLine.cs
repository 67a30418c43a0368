namespace Attestry.Cli.Progress;

/// <summary>One line on a terminal's standard error that says how far it is; gone at the end, and never there for what is quick.</summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _ended = new();
    private readonly Task _shown;

    private ProgressLine(Terminal terminal, ProgressCount count, bool quiet) =>
        _shown = quiet || !terminal.ErrorIsTerminal ? Task.CompletedTask : ShowAsync(terminal, count);

    internal static ProgressLine Start(Terminal terminal, ProgressCount count, bool quiet) => new(terminal, count, quiet);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _shown;
        _ended.Dispose();
    }

    private async Task ShowAsync(Terminal terminal, ProgressCount count)
    {
        var shown = 0;
        try
        {
            await Task.Delay(Patience, terminal.Time, _ended.Token);
            using var timer = new PeriodicTimer(Interval, terminal.Time);
            do
            {
                var line = count.ToString();
                await terminal.Error.WriteAsync($"\r{line.PadRight(shown)}");
                shown = line.Length;
            }
            while (await timer.WaitForNextTickAsync(_ended.Token));
        }
        catch (OperationCanceledException)
        {
            if (shown > 0)
                await terminal.Error.WriteAsync($"\r{new string(' ', shown)}\r");
        }
    }
}
