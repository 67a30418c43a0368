using System.Collections.Concurrent;
using Attestry.Contracts.Documents;
using Attestry.EndToEnd.Verdicts;
using Attestry.Primitives;

namespace Attestry.EndToEnd.Images;

/// <summary>Images, every other one signed, pushed a few at a time.</summary>
/// <param name="repository">Below the registry; of this batch alone.</param>
internal sealed class ImageBatch(ImagePublisher registry, string repository, int size = 50)
{
    private const int AtOnce = 3;

    private readonly ConcurrentDictionary<Digest, DecisionState> _expected = [];

    internal Task PushAsync() => PushAsync(push => push());

    /// <param name="around">Is given what pushes one image.</param>
    internal async Task PushAsync(Func<Func<Task>, Task> around)
    {
        // Alone: docker-registry now and then refuses an image while another push writes the layer that they share.
        await around(() => PushAsync(0));
        await Parallel.ForEachAsync(
            Enumerable.Range(1, size - 1),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => await around(() => PushAsync(number)));
    }

    /// <summary>Waits until so many are pushed.</summary>
    internal Task PushedAsync(int count) => Eventually.HoldsAsync(() => _expected.Count >= count, what: $"{count} of {size} images are pushed");

    /// <summary>Each has the verdict that it deserves, for the right reason, in one decision.</summary>
    internal async Task ShouldBeJudgedRightAsync(VerdictClient verdicts)
    {
        var name = $"{registry.Host}/{repository}";
        var states = await verdicts.ExpectDecidedAsync(name, size);
        states.ShouldBe(_expected, ignoreOrder: true);
        foreach (var (digest, state) in _expected)
        {
            var verdict = await verdicts.ExpectAsync(name, digest, state);
            if (state == DecisionState.Passed)
                verdict.ShouldBePassed();
            else
                verdict.ShouldBeUnsigned();
            (await verdicts.HistoryAsync(name, digest)).ShouldHaveSingleItem().Previous.ShouldBeNull();
        }
    }

    private async Task PushAsync(int number)
    {
        var signed = number % 2 == 0;
        var image = signed ? await registry.PushSignedAsync(repository, $"1.{number}") : await registry.PushAsync(repository, $"1.{number}");
        _expected[image.Digest] = signed ? DecisionState.Passed : DecisionState.Failed;
    }
}
