namespace TeamsRolloutBot.Tests.AdaptiveCards;

/// <summary>
/// What the official library has and this one does not, by reason. <c>*.Speak</c> stands for that
/// member of every type.
/// </summary>
internal static class LeftOut
{
    public static readonly IReadOnlyDictionary<string, string[]> Types = new Dictionary<string, string[]>
    {
        ["No card has pictures in the background, sets of pictures or films."] =
        [
            "AdaptiveBackgroundImage", "AdaptiveImageFillMode", "AdaptiveVerticalAlignment", "AdaptiveImageSet",
            "AdaptiveMedia", "AdaptiveMediaSource", "AdaptiveCaptionSource",
        ],
        ["Nobody signs in on a card."] =
            ["AdaptiveAuthentication", "AdaptiveAuthCardButton", "AdaptiveTokenExchangeResource"],
        ["No card sets it: the height of elements, the alignment of a table's content, the address of a card's page."] =
            ["AdaptiveHeight", "AdaptiveHeightType", "AdaptiveHorizontalContentAlignment", "AdaptiveMetadata"],
        ["Words for a width, which AdaptiveWidth has as values."] =
            ["AdaptiveColumnWidth", "AdaptiveColumnSize"],
        ["Reading leniently, with warnings: we read only what we wrote."] =
        [
            "AdaptiveUnknownElement", "AdaptiveUnknownAction", "AdaptiveWarning", "WarningStatusCode", "AdaptiveInternalID",
            "AdaptiveFeatureRegistration", "ParseContext", "ContextType", "SerializableDictionary<TKey,TValue>",
        ],
        ["Parts of its own serializer and renderer."] =
        [
            "ColorUtil", "IAdaptiveTextElement", "IgnoreEmptyItemsConverter<T>", "IgnoreNullEnumConverter<TEnum>", "JsonExtensions",
            "RemoteResourceInformation", "TypedEventHandler<TSender,TEventArgs>",
        ],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Members = new Dictionary<string, string[]>
    {
        ["The type of an element is its base's to say, and nobody changes it."] = ["*.Type", "*.TypeName"],
        ["For the XML of the official library."] =
            ["*.StyleXml", "*.GridStyleXml", "*.RtlXml", "*.UnitXml", "*.ExpiresXml", "*.IsVisibleXml"],
        ["Obsolete there, or another name for the default."] =
        [
            "*.Speak", "*.Normal", "AdaptiveCard..ctor()", "AdaptiveCard.MinVersion", "AdaptiveCard.Title", "AdaptiveChoice.IsSelected",
            "AdaptiveColumn.Size",
        ],
        ["A second way to say the same."] =
        [
            "*.UrlString", "AdaptiveImage..ctor(String)", "*.PixelMinHeight", "AdaptiveWidth..ctor(String)", "AdaptiveFallbackElement.drop",
            "AdaptiveExecuteAction.Data", "AdaptiveSubmitAction.Data",
        ],
        ["An object without what it cannot be without."] =
        [
            "AdaptiveFact..ctor()", "AdaptiveFallbackElement..ctor()", "AdaptiveSchemaVersion..ctor()", "AdaptiveTargetElement..ctor()",
            "AdaptiveWidth..ctor()",
        ],
        ["We read only what we wrote."] =
        [
            "*.AdditionalProperties", "AdaptiveTypedElement.InternalID", "AdaptiveCardParseResult.Warnings",
            "AdaptiveCard.OnDeserializingMissingVersion", "AdaptiveCard.KnownSchemaVersion",
        ],
        ["Its type is left out."] =
        [
            "*.BackgroundImage", "*.Height", "AdaptiveCard.Authentication", "AdaptiveCard.Metadata",
            "AdaptiveCollectionWithContentAlignment.HorizontalCellContentAlignment",
            "AdaptiveTableColumnDefinition.HorizontalContentAlignment",
        ],
        ["Not in the published schema of version 1.5."] =
        [
            "AdaptiveTextBlock.Italic", "AdaptiveTextBlock.Strikethrough", "AdaptiveTextBlock.MaxWidth",
            "AdaptiveHorizontalAlignment.Stretch",
        ],
        ["Answered by Teams itself, which needs the name of the data set only."] =
            ["AdaptiveDataQuery.Value", "AdaptiveDataQuery.Count", "AdaptiveDataQuery.Skip", "AdaptiveDataQuery.Separator"],
        ["No card sets it."] =
        [
            "*.Rtl", "AdaptiveTypedElement.Requires", "AdaptiveCard.MinHeight", "AdaptiveCard.VerticalContentAlignment",
            "AdaptiveCard.SelectAction", "AdaptiveRefresh.Expires", "AdaptiveTargetElement..ctor(String, Boolean)",
            "AdaptiveTargetElement.IsVisible",
            "AdaptiveImage.BackgroundColor", "AdaptiveImage.PixelHeight", "AdaptiveTextInput.InlineAction", "AdaptiveDateInput.Placeholder",
            "AdaptiveTimeInput.Placeholder", "AdaptiveCollectionWithContentAlignment.VerticalCellContentAlignment",
            "AdaptiveTableColumnDefinition.VerticalContentAlignment", "AdaptiveTableColumnDefinition.PixelWidth",
            "AdaptiveTextRun.FontType", "AdaptiveTextRun.Highlight", "AdaptiveTextRun.Underline",
        ],
    };
}
