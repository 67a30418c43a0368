using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Tests.Memory;

public sealed class WorkingMemoryTests
{
    private const int Mebibyte = 1 << 20;

    private readonly WorkingMemory _memory = new(8 * Mebibyte, 4 * Mebibyte);

    [Fact]
    public async Task Who_finds_no_room_waits_and_is_served_in_the_order_of_asking()
    {
        var first = await _memory.RentAsync(5 * Mebibyte, default);
        var second = _memory.RentAsync(6 * Mebibyte, default).AsTask();
        // There would be room for it, but then the longer one might never find any.
        var third = _memory.RentAsync(2 * Mebibyte, default).AsTask();
        (_memory.Waiting, second.IsCompleted, third.IsCompleted).ShouldBe((2, false, false));
        first.Dispose();
        (await second).Memory.Length.ShouldBe(6 * Mebibyte);
        (await third).Memory.Length.ShouldBe(2 * Mebibyte);
        (_memory.Waiting, _memory.HighWater).ShouldBe((0, 8 * Mebibyte));
    }

    [Fact]
    public async Task What_is_lent_at_once_does_not_overlap()
    {
        using var use = _memory.Use();
        using var first = await _memory.RentAsync(3 * Mebibyte, default);
        var gap = await _memory.RentAsync(2 * Mebibyte, default);
        using var last = await _memory.RentAsync(3 * Mebibyte, default);
        gap.Dispose();
        using var again = await _memory.RentAsync(2 * Mebibyte - 1, default);
        first.Memory.Span.Fill(1);
        last.Memory.Span.Fill(3);
        again.Memory.Span.Fill(2);
        (first.Memory.Span.ContainsAnyExcept((byte)1), last.Memory.Span.ContainsAnyExcept((byte)3), again.Memory.Span.ContainsAnyExcept((byte)2)).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task Who_no_longer_waits_holds_nobody_up()
    {
        using var stop = new CancellationTokenSource();
        using var first = await _memory.RentAsync(5 * Mebibyte, default);
        var second = _memory.RentAsync(6 * Mebibyte, stop.Token).AsTask();
        var third = _memory.RentAsync(2 * Mebibyte, default).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        using var served = await third;
        _memory.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_given_back_twice_is_given_back_once()
    {
        var first = await _memory.RentAsync(5 * Mebibyte, default);
        first.Dispose();
        using var second = await _memory.RentAsync(5 * Mebibyte, default);
        first.Dispose();
        _memory.RentAsync(5 * Mebibyte, default).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task More_than_the_whole_budget_is_refused_at_once() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(_memory.RentAsync((8 * Mebibyte) + 1, default).AsTask());

    [Fact]
    public async Task What_is_inside_a_file_has_a_budget_of_its_own_and_does_not_wait()
    {
        using var all = await _memory.RentAsync(8 * Mebibyte, default);
        using var inner = _memory.TryRentInner(3 * Mebibyte);
        inner.ShouldNotBeNull();
        _memory.TryRentInner(2 * Mebibyte).ShouldBeNull();
        _memory.HighWater.ShouldBe(11 * Mebibyte);
    }

    [Fact]
    public async Task Room_that_others_leave_does_not_make_the_inner_budget_larger()
    {
        using var inner = _memory.TryRentInner(3 * Mebibyte);
        _memory.TryRentInner(2 * Mebibyte).ShouldBeNull();
        using var file = await _memory.RentAsync(5 * Mebibyte, default);
        _memory.HighWater.ShouldBe(8 * Mebibyte);
    }

    [Fact]
    public async Task One_at_a_time_has_the_turn_to_expand()
    {
        var first = await _memory.ExpandAsync(default);
        var second = _memory.ExpandAsync(default).AsTask();
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        first.Dispose();
        using var turn = await second;
        _memory.ExpandAsync(default).AsTask().IsCompleted.ShouldBeFalse();
    }
}
