using Attestry.Contracts.Documents;
using Attestry.Policy.Decisions;
using Attestry.Primitives;

namespace Attestry.Policy.Tests;

public sealed class DecisionIdTests
{
    [Fact]
    public void The_id_depends_on_what_was_judged_and_not_on_the_order_it_was_found_in()
    {
        var (policy, one, two) = (Digest.Sha256("p"u8), new EvidenceReference("sbom", "a", Digest.Sha256("1"u8)), new EvidenceReference("sbom", "b", Digest.Sha256("2"u8)));
        var id = DecisionId.Of("artifact", "default", policy, [one, two], null);
        Digest.TryParse(id, out _).ShouldBeTrue();
        DecisionId.Of("artifact", "default", policy, [two, one], null).ShouldBe(id);
        new[]
        {
            id,
            DecisionId.Of("other", "default", policy, [one, two], null),
            DecisionId.Of("artifact", "default", Digest.Sha256("q"u8), [one, two], null),
            DecisionId.Of("artifact", "default", policy, [one], null),
            DecisionId.Of("artifact", "default", policy, [one, two with { Digest = one.Digest }], null),
            DecisionId.Of("artifact", "default", policy, [one, two], id),
            DecisionId.Of("artifact", "production", policy, [one, two], null),
        }.Distinct().Count().ShouldBe(7);
    }
}
