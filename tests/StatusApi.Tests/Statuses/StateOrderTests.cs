using Attestry.Contracts.Documents;
using Attestry.StatusApi.Statuses;

namespace Attestry.StatusApi.Tests.Statuses;

public sealed class StateOrderTests
{
    [Fact]
    public void One_doubt_outweighs_any_number_of_passes() =>
        Enum.GetValues<DecisionState>().OrderBy(StateOrder.Rank).ShouldBe(
            [DecisionState.Revoked, DecisionState.Failed, DecisionState.Unknown, DecisionState.Pending, DecisionState.Warned, DecisionState.Passed]);

    [Fact]
    public void A_state_that_is_not_known_here_ranks_with_the_worst()
    {
        StateOrder.Rank((DecisionState)99).ShouldBe(0);
        StateOrder.Admits((DecisionState)99).ShouldBeFalse();
    }
}
