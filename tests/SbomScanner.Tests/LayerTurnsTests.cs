using Attestry.Primitives;
using Attestry.SbomScanner.Scanning;

namespace Attestry.SbomScanner.Tests;

public sealed class LayerTurnsTests
{
    [Fact]
    public async Task Few_layers_are_read_at_once_whatever_is_scanned()
    {
        using var turns = new LayerTurns();
        var entered = Enumerable.Range(0, 5).Select(i => turns.EnterAsync(Layer(i), default)).ToList();
        entered.Count(turn => turn.IsCompletedSuccessfully).ShouldBe(4);

        (await entered[0]).Dispose();

        await entered[4].WaitAsync(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Who_waits_for_the_same_layer_keeps_nobody_else_waiting()
    {
        using var turns = new LayerTurns();
        var same = Enumerable.Range(0, 5).Select(_ => turns.EnterAsync(Layer(0), default)).ToList();
        same.Count(turn => turn.IsCompletedSuccessfully).ShouldBe(1);

        var other = await turns.EnterAsync(Layer(1), default).WaitAsync(TimeSpan.FromMinutes(3));

        other.Dispose();
        (await same[0]).Dispose();
        (await same[1].WaitAsync(TimeSpan.FromMinutes(3))).Dispose();
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_layer_to_the_next_one()
    {
        using var turns = new LayerTurns();
        var held = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => turns.EnterAsync(Layer(i), default)));
        using var stop = new CancellationTokenSource();
        var waiting = turns.EnterAsync(Layer(9), stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        held[0].Dispose();

        (await turns.EnterAsync(Layer(9), default).WaitAsync(TimeSpan.FromMinutes(3))).Dispose();
    }

    private static Digest Layer(int number) => Digest.Sha256([(byte)number]);
}
