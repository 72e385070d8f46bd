"""Names of the tech desk: never corrected into another word, and never left unheeded.

A question for one of these is not answered by a figure without it. Names that stand in
the index are known from there; these tables know those that do not. Of two companies
one is not the other, so a figure of one does not answer for the other; a product may
well stand in a figure of its company.
"""

COMPANIES = """
    accenture acer adobe adyen affirm airbnb airbus akamai alibaba alipay alphabet
    amazon amd ant anthropic apple applovin arm asml asus atlassian aws baidu
    bilibili binance blackberry boe boeing bosch broadcom byd bykea
    bytedance canon catl cisco cloudera cloudflare coinbase coreweave corning
    coupang dailymotion databricks deepmind deepseek deliveroo dell didi discord
    disney dji doordash dropbox ebay epic ericsson etsy expedia facebook flipkart
    ford foxconn freshworks fujitsu garmin geely gitlab gojek google gopro grab groq
    honda honeywell honor hp htc huawei hulu hynix hyundai ibm iflytek infineon
    infosys intel intuit jd jingdong jio jumia kakao kioxia klarna kodak kuaishou
    lazada lenovo lg logitech lucid lyft marvell mastercard mediatek meituan
    mercadolibre meta micron microsoft midjourney mistral moderna motorola naver
    netease netflix nextdoor nikon nintendo nio nokia northvolt nubank nvidia ollama
    oneplus openai oppo oracle oyo palantir panasonic patreon paypal paytm pdd
    peloton perplexity philips phonepe pinduoduo pinterest polestar porsche qualcomm
    quora rakuten realme reddit renault revolut ripple rivian robinhood roblox roku
    salesforce samsung sap sber sega sensetime servicenow shein shopee shopify
    siemens skyworth slack smic snap snapchat snowflake softbank sony spacex splunk
    spotify stellantis stmicroelectronics stripe substack swiggy tcl telegram temu
    tencent tesla toshiba toyota transsion trello tripadvisor tsmc tumblr twilio
    twitter uber ubisoft udemy unilever verizon vimeo visa vivo vodafone volkswagen
    volvo walmart waymo weibo wipro wise workday xai xero xiaohongshu xiaomi xpeng
    yahoo yandex yelp ymtc zalando zendesk zillow zomato zoom zte
"""

PRODUCTS = """
    bing bitcoin chatgpt claude copilot douyin gemini github instagram linkedin
    mpesa signal skype stripe threads tiktok twitch viber wechat weixin whatsapp
    wikipedia youtube
"""

# Second words of firms' names that texts often leave out.
TAILS = """
    airlines airways automotive electronics enterprises industries labs laboratories
    motor motors partners pharma pharmaceuticals robotics securities semiconductor
    semiconductors studios systems technologies technology ventures
"""
