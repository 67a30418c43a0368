using System.Text.Json;
using Attestry.Storage.Tests.Contract;

namespace Attestry.Storage.Tests;

public sealed class DefinitionTests
{
    // A typing error in a field's name would be an index in which every document has no value.
    [Fact]
    public void Every_declared_field_is_one_of_its_document()
    {
        Collections.All.ShouldNotBeEmpty();
        foreach (var collection in Collections.All)
        {
            var document = DocumentJson.Options.GetTypeInfo(collection.GetType().GetGenericArguments()[0]);
            var names = document.Properties.Select(property => property.Name).ToHashSet();
            foreach (var index in collection.Indexes)
                index.Fields.ShouldBeSubsetOf(names, $"{collection.Name}.{index.Name}");
        }
    }

    // One that is not listed would be made by no provider.
    [Fact]
    public void Every_collection_is_listed() =>
        Collections.All.ShouldBe(typeof(Collections).GetFields().Select(field => field.GetValue(null)).OfType<ICollectionDefinition>(), ignoreOrder: true);

    [Fact]
    public void No_two_collections_share_a_name() => Collections.All.Select(collection => collection.Name).ShouldBeUnique();

    [Theory]
    [InlineData("")]
    [InlineData("Notes")]
    [InlineData("no tes")]
    [InlineData("notes\"; drop")]
    [InlineData("notes\n")]
    [InlineData("1notes")]
    public void Refuses_names_that_a_provider_could_misread(string name)
    {
        Should.Throw<ArgumentException>(() => new CollectionDefinition<Note>(name));
        Should.Throw<ArgumentException>(() => new IndexDefinition(name, "a"));
    }

    [Fact]
    public void Refuses_fields_that_a_provider_could_misread()
    {
        foreach (var field in (string[])["", "a.b", "$a", "a'b", "_id", "a b", "ä"])
            Should.Throw<ArgumentException>(() => new IndexDefinition("by", field), field);
        Should.Throw<ArgumentException>(() => new IndexDefinition("by"));
        Should.Throw<ArgumentException>(() => new IndexDefinition("by", "a", "a"));
        Should.Throw<ArgumentException>(() => new CollectionDefinition<Note>("notes", new("by", "a"), new IndexDefinition("by", "b")));
    }

    [Fact]
    public void A_time_in_a_document_is_what_a_bound_says()
    {
        var time = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)).AddTicks(1);
        DocumentJson.Time(time).ShouldBe("2026-02-03T02:05:06.0000001Z");
        JsonSerializer.Serialize(time, DocumentJson.Options).ShouldBe("\"2026-02-03T02:05:06.0000001Z\"");
        JsonSerializer.Deserialize<DateTimeOffset>("\"2026-02-03T02:05:06.0000001Z\"", DocumentJson.Options).ShouldBe(time);
    }
}
